package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * Boundary AP (Cheng et al. 2021, "Boundary IoU: Improving Object-Centric Image Segmentation
 * Evaluation"): COCO's protocol for masks, where the overlap is the lesser of the IoU of masks and
 * the IoU of their boundaries, but that of masks against a crowd.
 */
@AutoService(Metric.class)
public final class BoundaryMetric implements Metric {

  @Override
  public String id() {
    return "boundary";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public CocoEvaluation start(Annotations truth, EvaluationOptions options) {
    return CocoMetric.start(
        id(), truth, CocoParameters.of(CocoTask.BOUNDARY, options), options.resampling());
  }
}
