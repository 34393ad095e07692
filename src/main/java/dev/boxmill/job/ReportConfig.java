package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.report.ImageLocator;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the report job needs.
 *
 * @param results folders of detect and evaluate, files of anchors: as given, and where they are
 *     here; in the page's order
 * @param out the HTML file to write; must not exist
 * @param images finds the gallery's images
 * @param embedLimit megabytes (10^6 bytes) of embedded pictures
 * @param title the page's heading, or empty
 */
record ReportConfig(
    Map<String, Path> results, Path out, ImageLocator images, double embedLimit, String title) {

  ReportConfig {
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    if (results.isEmpty()) {
      throw new UserException("--results: name at least one result");
    }
    if (!(embedLimit >= 0 && embedLimit <= 1000)) {
      throw new UserException("--embed-limit " + embedLimit + ": give 0 to 1000 megabytes");
    }
  }
}
