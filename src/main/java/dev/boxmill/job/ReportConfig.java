package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.report.ImageLocator;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the report job needs.
 *
 * @param results folders of detect and evaluate, files of anchors: as given, and where they are
 *     here; in the page's order
 * @param outputs what to make of them
 * @param images finds the gallery's images in a folder that was given; empty: where the results say
 * @param asWritten finds them where the results say
 * @param embedLimit megabytes (10^6 bytes) of embedded pictures
 * @param title the page's heading, or empty
 */
record ReportConfig(
    Map<String, Path> results,
    Outputs outputs,
    Optional<ImageLocator> images,
    ImageLocator asWritten,
    double embedLimit,
    String title) {

  /**
   * What a report may become; at least one of them.
   *
   * @param page the HTML file to write; must not exist
   * @param markdown the summary to write; must not exist
   * @param figures folder for the charts; must not exist or be empty
   * @param port of this machine on which the page is shown, 0: a free one
   */
  record Outputs(
      Optional<Path> page, Optional<Path> markdown, Optional<Path> figures, OptionalInt port) {

    Outputs {
      if (page.isEmpty() && markdown.isEmpty() && figures.isEmpty() && port.isEmpty()) {
        throw new UserException(
            "Nothing to make: give --out, --markdown, --figures, --serve, or several of them");
      }
      if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65_535)) {
        throw new UserException("--serve " + port.getAsInt() + ": give a port, 0 to 65535");
      }
    }
  }

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
