package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.util.List;

/**
 * What an audit job does.
 *
 * @param annotations annotation file, folder or archive, a path or URI
 * @param format the annotations' format, or null to recognise it
 * @param detections a model's detections each: detect's output folders or COCO result files; empty:
 *     only the coverage is counted
 * @param out folder to write
 * @param limit most suspects listed
 * @param errorRate expected share of wrong labels, in (0, 1)
 * @param apply corrected annotations to write, or null
 * @param minConfidence least confidence of a suggestion that is followed, in [0, 1]
 * @param classes how detections' classes are found in the annotations
 * @param assignment target assignment whose coverage is counted, or null
 * @param anchors its anchors, a file that anchors wrote, or null: the paper's
 * @param inputSize its input, "W,H", or null: the anchors', or the paper's
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
    ClassMatching classes,
    String assignment,
    String anchors,
    String inputSize) {

  AuditConfig {
    filled("--annotations", annotations);
    detections = List.copyOf(detections);
    detections.forEach(path -> filled("--detections", path));
    filled("--out", out);
    if (detections.isEmpty() && assignment == null) {
      throw new UserException("give --detections to judge labels by, or --assignment, or both");
    }
    if (detections.isEmpty() && apply != null) {
      throw new UserException("--apply: without --detections there are no suggestions to follow");
    }
    if (anchors != null && assignment == null) {
      throw new UserException("--anchors " + anchors + ": name the scheme with --assignment");
    }
    if (inputSize != null && assignment == null) {
      throw new UserException("--input-size " + inputSize + ": name the scheme with --assignment");
    }
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
