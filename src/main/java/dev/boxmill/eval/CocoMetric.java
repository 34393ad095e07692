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

  /** Begins an evaluation with parameters of one's own. */
  public CocoEvaluation start(Annotations truth, CocoParameters parameters) {
    return start(id(), truth, parameters, Resampling.none());
  }

  /** The same for a protocol of another name. */
  static CocoEvaluation start(
      String id, Annotations truth, CocoParameters parameters, Resampling resampling) {
    parameters.task().require(truth.groundTruths());
    return new CocoEvaluation(id, truth, parameters, resampling);
  }

  /** Evaluates detections in one go with the standard parameters. */
  public static CocoResult evaluate(Annotations truth, DetectionTable detections) {
    CocoEvaluation evaluation = new CocoMetric().start(truth, CocoParameters.standard());
    evaluation.add(detections);
    return evaluation.result();
  }
}
