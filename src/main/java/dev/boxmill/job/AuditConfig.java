package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.util.List;

/**
 * What an audit job does.
 *
 * @param annotations annotation file, folder or archive, a path or URI
 * @param format the annotations' format, or null to recognise it
 * @param detections a model's detections each: detect's output folders or COCO result files
 * @param out folder to write
 * @param limit most suspects listed
 * @param errorRate expected share of wrong labels, in (0, 1)
 * @param apply corrected annotations to write, or null
 * @param minConfidence least confidence of a suggestion that is followed, in [0, 1]
 * @param classes how detections' classes are found in the annotations
 */
record AuditConfig(
    String annotations,
    String format,
    List<String> detections,
    String out,
    int limit,
    double errorRate,
    String apply,
    double minConfidence,
    ClassMatching classes) {

  AuditConfig {
    filled("--annotations", annotations);
    detections = List.copyOf(detections);
    detections.forEach(path -> filled("--detections", path));
    filled("--out", out);
    if (limit < 1) {
      throw new UserException("--limit " + limit + ": give 1 or more");
    }
    if (!(errorRate > 0 && errorRate < 1)) {
      throw new UserException("--error-rate " + errorRate + ": give a share between 0 and 1");
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new UserException("--min-confidence " + minConfidence + ": give 0 to 1");
    }
    if (apply != null) {
      filled("--apply", apply);
    }
  }

  private static void filled(String option, String value) {
    if (value.isBlank()) {
      throw new UserException(option + " is empty; give a path");
    }
  }
}
