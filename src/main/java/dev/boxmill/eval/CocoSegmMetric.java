package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * COCO's protocol for masks, equal to pycocotools 2.0.11: {@link CocoMetric} with the IoU of
 * pixels.
 */
@AutoService(Metric.class)
public final class CocoSegmMetric implements Metric {

  @Override
  public String id() {
    return "coco-segm";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public CocoEvaluation start(Annotations truth, EvaluationOptions options) {
    return CocoMetric.start(
        id(), truth, CocoParameters.of(CocoTask.MASK, options), options.resampling());
  }
}
