package dev.boxmill.eval;

import java.io.Serializable;
import java.util.List;

/**
 * What to measure in one pass over the detections.
 *
 * @param metrics the protocols, at least one
 * @param options for all of them
 * @param examples how many of the worst images to keep
 */
public record EvaluationPlan(List<Metric> metrics, EvaluationOptions options, int examples)
    implements Serializable {

  public EvaluationPlan {
    metrics = List.copyOf(metrics);
  }

  /** {@return whether some protocol needs whole classes together} */
  public boolean byCategory() {
    return metrics.stream().anyMatch(m -> m.grouping() == Metric.Grouping.CATEGORY);
  }
}
