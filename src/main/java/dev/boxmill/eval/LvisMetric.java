package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;

/**
 * LVIS's federated protocol (Gupta, Dollar, Girshick: "LVIS: A Dataset for Large Vocabulary
 * Instance Segmentation", arXiv 1908.03195) for boxes or masks, equal to lvis-api 0.5.3: COCO's
 * matching and AP, but
 *
 * <ul>
 *   <li>the 300 best detections of an image count, over all classes;
 *   <li>a detection counts only where its class was looked for: it has an object in the image or is
 *       among the image's absent classes;
 *   <li>an unmatched detection of an incompletely annotated class is no mistake;
 *   <li>crowds are objects like others, and objects flagged as ignored are neither to be found nor
 *       a mistake when found.
 * </ul>
 *
 * <p>A ground truth without {@link Annotations#labels} counts as exhaustively annotated: every
 * class was looked for in every image.
 *
 * <p>Where {@link Metric.Mode#CORRECTED} differs from it: an object whose id is 0 can be found; IoU
 * .5 and .75 are found among the thresholds despite rounding.
 */
@AutoService(Metric.class)
public final class LvisMetric implements Metric {
  private static final int MAX_DETECTIONS = 300;

  @Override
  public String id() {
    return "lvis";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    if (options.target() == EvaluationOptions.Target.KEYPOINTS) {
      throw new UserException("lvis measures boxes or masks, not keypoints; choose another target");
    }
    CocoParameters parameters =
        CocoParameters.of(options).withMaxDetections(options.maxDetections(MAX_DETECTIONS));
    parameters.task().require(truth.groundTruths());
    return new LvisEvaluation(truth, parameters);
  }
}
