package dev.boxmill.spark;

import dev.boxmill.eval.Example;
import dev.boxmill.eval.MetricResult;
import java.util.List;

/**
 * All that an evaluation on Spark gives.
 *
 * @param result the protocol's result
 * @param examples the images with most errors, worst first
 * @param detections detections read, those of unknown classes included
 * @param warnings what the user should know about the input
 */
public record EvaluateOutcome(
    MetricResult result, List<Example> examples, long detections, List<String> warnings) {

  public EvaluateOutcome {
    examples = List.copyOf(examples);
    warnings = List.copyOf(warnings);
  }
}
