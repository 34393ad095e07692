package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * Whether scores say how often detections are right, and how well they fit: detection ECE (Kueppers
 * et al., Multivariate Confidence Calibration for Object Detection, 2020), localisation-aware ECE
 * (Oksuz et al., Towards Building Self-Aware Object Detectors, 2023) and score against IoU.
 */
@AutoService(Metric.class)
public final class CalibrationMetric implements Metric {

  @Override
  public String id() {
    return "calibration";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    return new CalibrationEvaluation(truth, options);
  }
}
