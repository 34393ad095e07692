package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.Metrics;
import java.util.List;

/**
 * What an evaluate job does.
 *
 * @param groundTruth annotation file, folder or archive, a path or URI
 * @param format the ground truth's format, or null to recognise it
 * @param detections detect's output folder or a COCO result file, a path or URI
 * @param out folder to write, a path or URI
 * @param protocols ids of {@link dev.boxmill.eval.Metric}s, at least one
 * @param options for all of them
 * @param failUnder what the results have to reach
 */
record EvaluateConfig(
    String groundTruth,
    String format,
    String detections,
    String out,
    List<String> protocols,
    EvaluationOptions options,
    List<FailUnder> failUnder) {

  EvaluateConfig {
    filled("--ground-truth", groundTruth);
    filled("--detections", detections);
    filled("--out", out);
    protocols = protocols.stream().distinct().toList();
    protocols.forEach(Metrics::find);
    failUnder = List.copyOf(failUnder);
  }

  private static void filled(String option, String value) {
    if (value.isBlank()) {
      throw new UserException(option + " is empty; give a path");
    }
  }
}
