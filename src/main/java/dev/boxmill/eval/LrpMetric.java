package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * Optimal localisation recall precision (Oksuz et al., One Metric to Measure them All: Localisation
 * Recall Precision (LRP) for Evaluating Visual Detection Tasks, 2021): the error of a detector at
 * each class's best score threshold, in parts for localisation, false positives and misses.
 */
@AutoService(Metric.class)
public final class LrpMetric implements Metric {

  @Override
  public String id() {
    return "lrp";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    return new LrpEvaluation(truth, options);
  }
}
