package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * Which classes are taken for which, at one IoU threshold and score: a confusion matrix with a
 * background row (detections without an object) and column (objects not found).
 *
 * <p>Pairs of a detection and an object of any classes whose IoU exceeds the threshold are taken by
 * falling IoU as long as both are free. {@link Metric.Mode#STRICT} matches as Ultralytics'
 * ConfusionMatrix does: a detection whose best object went to another gets no second choice, and
 * nothing is excused.
 */
@AutoService(Metric.class)
public final class ConfusionMetric implements Metric {
  private static final double IOU = 0.5;
  private static final double SCORE = 0.25;

  @Override
  public String id() {
    return "confusion";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    Excuses.checkBoxes(id(), options);
    return new ConfusionEvaluation(
        truth, options.iou(IOU), options.minScore(SCORE), options.mode() == Mode.STRICT);
  }
}
