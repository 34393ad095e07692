package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * Precision, recall and F1 against the confidence asked for, the confidence that serves all classes
 * best, and the mAP that YOLO users know: Ultralytics' numbers (P, R, mAP50, mAP50-95).
 *
 * <p>{@link Metric.Mode#STRICT} equals Ultralytics, for which crowds are objects like any other;
 * {@link Metric.Mode#CORRECTED} excuses detections as {@link Excuses} says.
 */
@AutoService(Metric.class)
public final class OperatingPointMetric implements Metric {
  private static final double SCORE = 0.001;
  private static final int DETECTIONS = 300;

  @Override
  public String id() {
    return "operating-point";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    Excuses.checkBoxes(id(), options);
    return new OperatingPointEvaluation(
        truth,
        options.minScore(SCORE),
        options.maxDetections(DETECTIONS),
        options.mode() == Mode.STRICT);
  }
}
