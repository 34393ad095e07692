package dev.boxmill.job;

import dev.boxmill.check.Severity;
import dev.boxmill.error.UserException;

/**
 * What the validate job needs.
 *
 * @param annotations file, folder or archive
 * @param format its format, or null to recognise it
 * @param images folder of its images, or null
 * @param against annotations of the other split, or null
 * @param againstFormat their format, or null to recognise it
 * @param againstImages folder of their images, or null
 * @param out folder or .json file to write, or null
 * @param failOn the mildest severity that fails, or null: none
 * @param decode whether images are decoded, not only their headers read
 * @param examples most examples of a finding
 */
record ValidateConfig(
    String annotations,
    String format,
    String images,
    String against,
    String againstFormat,
    String againstImages,
    String out,
    Severity failOn,
    boolean decode,
    int examples) {

  ValidateConfig {
    if (against == null && (againstImages != null || againstFormat != null)) {
      throw new UserException(
          (againstImages != null ? "--against-images" : "--against-format")
              + ": has no meaning without --against; name the other split's annotations");
    }
    if (decode && images == null) {
      throw new UserException("--decode: nothing to decode; give --images");
    }
    if (examples < 1 || examples > 100) {
      throw new UserException("--examples " + examples + ": give 1 to 100");
    }
  }

  /** Whether a finding of this severity fails the job. */
  boolean fails(Severity severity) {
    return failOn != null && severity.compareTo(failOn) <= 0;
  }
}
