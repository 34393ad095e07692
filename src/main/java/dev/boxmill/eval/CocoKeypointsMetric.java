package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * COCO's protocol for keypoints, equal to pycocotools 2.0.11: {@link CocoMetric} with object
 * keypoint similarity in place of IoU.
 */
@AutoService(Metric.class)
public final class CocoKeypointsMetric implements Metric {

  @Override
  public String id() {
    return "coco-keypoints";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public CocoEvaluation start(Annotations truth, EvaluationOptions options) {
    return CocoMetric.start(
        id(), truth, CocoParameters.of(CocoTask.KEYPOINTS, options), options.resampling());
  }
}
