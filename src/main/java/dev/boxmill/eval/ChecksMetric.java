package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * Looks for mistakes in the input that make every number wrong without any error: boxes in another
 * format or for another image size, category ids off by one, mixed-up images, scores that are no
 * scores. Its statistics are counts; what it finds are sentences, in the summary and the table
 * "warnings".
 */
@AutoService(Metric.class)
public final class ChecksMetric implements Metric {
  /** The id. */
  public static final String ID = "checks";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    return new ChecksEvaluation(truth, options);
  }
}
