package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * How many objects are missed, by how many of their class there are in the image: figure 12 of
 * Carion et al., "End-to-End Object Detection with Transformers" (ECCV 2020). Shows a detector that
 * runs out of queries, or a suppression that merges neighbours.
 */
@AutoService(Metric.class)
public final class CountingMetric implements Metric {
  private static final double IOU = 0.5;
  private static final double SCORE = 0.5;

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    Excuses.checkBoxes(id(), options);
    return new CountingEvaluation(
        truth, options.iou(IOU), options.minScore(SCORE), options.categoriesPooled());
  }
}
