package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Metrics;

/**
 * What an evaluate job does.
 *
 * @param groundTruth COCO annotation file, a path or URI
 * @param detections detect's output folder or a COCO result file, a path or URI
 * @param out folder to write, a path or URI
 * @param protocol id of a {@link Metric}
 * @param mode whether to reproduce slips of the reference implementation
 */
record EvaluateConfig(
    String groundTruth, String detections, String out, String protocol, Metric.Mode mode) {

  EvaluateConfig {
    filled("--ground-truth", groundTruth);
    filled("--detections", detections);
    filled("--out", out);
    Metrics.find(protocol);
  }

  private static void filled(String option, String value) {
    if (value.isBlank()) {
      throw new UserException(option + " is empty; give a path");
    }
  }
}
