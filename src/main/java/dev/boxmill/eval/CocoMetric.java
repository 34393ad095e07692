package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;

/**
 * COCO's protocol, equal to pycocotools 2.0.11, for boxes or what the options' target says.
 *
 * <p>Where {@link Metric.Mode#CORRECTED} differs from it: an object whose id is 0 can be found; AP
 * is read at the largest detection limit, whatever that is; IoU .5 and .75 are found among the
 * thresholds despite rounding.
 */
@AutoService(Metric.class)
public final class CocoMetric implements Metric {

  @Override
  public String id() {
    return "coco";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public CocoEvaluation start(Annotations truth, EvaluationOptions options) {
    return start(id(), truth, CocoParameters.of(options), options.resampling());
  }

  /**
   * Begins an evaluation with parameters of one's own.
   *
   * @param truth every object needs what the parameters compare: a mask, or keypoints
   * @param parameters without draws or slices, which come with {@link EvaluationOptions}
   * @return an evaluation without detections
   * @throws dev.boxmill.error.UserException when an object lacks it
   */
  public CocoEvaluation start(Annotations truth, CocoParameters parameters) {
    return start(id(), truth, parameters, Resampling.none());
  }

  /** The same for a protocol of another name. */
  static CocoEvaluation start(
      String id, Annotations truth, CocoParameters parameters, Resampling resampling) {
    parameters.task().require(truth.groundTruths());
    return new CocoEvaluation(id, truth, parameters, resampling);
  }

  /**
   * Evaluates detections in one go with the standard parameters.
   *
   * @param truth what to find
   * @param detections of images that the ground truth has; classes that it lacks are left out
   * @return the result
   */
  public static CocoResult evaluate(Annotations truth, DetectionTable detections) {
    CocoEvaluation evaluation = new CocoMetric().start(truth, CocoParameters.standard());
    evaluation.add(detections);
    return evaluation.result();
  }
}
