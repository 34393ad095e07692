package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * What the best detections of a class are: right, badly placed, of a similar or another class, or
 * background. As many detections are looked at as the class has objects. After Hoiem, Chodpathumwan
 * and Dai, "Diagnosing Error in Object Detectors" (ECCV 2012), in the form of figure 4 of Redmon et
 * al., "You Only Look Once" (CVPR 2016).
 */
@AutoService(Metric.class)
public final class HoiemMetric implements Metric {
  private static final double IOU = 0.5;

  @Override
  public String id() {
    return "hoiem";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    Excuses.checkBoxes(id(), options);
    return new HoiemEvaluation(truth, options.iou(IOU));
  }
}
