package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the report job needs.
 *
 * @param results folders of detect and evaluate, files of anchors; in the page's order
 * @param out the HTML file to write; must not exist
 * @param images folder in which the gallery's images are looked for; empty: where the results say
 * @param embedLimit megabytes (10^6 bytes) of embedded pictures
 * @param title the page's heading, or empty
 */
record ReportConfig(
    List<Path> results, Path out, Optional<Path> images, double embedLimit, String title) {

  ReportConfig {
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new UserException("--results: name at least one result");
    }
    if (!(embedLimit >= 0 && embedLimit <= 1000)) {
      throw new UserException("--embed-limit " + embedLimit + ": give 0 to 1000 megabytes");
    }
  }
}
