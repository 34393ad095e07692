package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.error.UserException;

/**
 * TIDE: how much AP each kind of error costs (Bolya et al. 2020, "TIDE: A General Toolbox for
 * Identifying Object Detection Errors", arXiv 2008.08115), equal to its package tidecv.
 *
 * <p>Where {@link Metric.Mode#CORRECTED} differs from it: a class with nothing to find is in no
 * mean, while the reference counts it as 0 when it has detections; equal scores in several images
 * go by image id, so that the order of the annotation file does not matter.
 */
@AutoService(Metric.class)
public final class TideMetric implements Metric {
  private static final double POSITIVE = 0.5;
  private static final int LIMIT = 100;

  @Override
  public String id() {
    return "tide";
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    if (options.target() == EvaluationOptions.Target.KEYPOINTS) {
      throw new UserException(
          "tide compares boxes or masks, not keypoints: leave tide out or choose another target");
    }
    CocoTask task = CocoTask.of(options.target());
    task.require(truth.groundTruths());
    double positive = options.iou(POSITIVE);
    if (positive < TideMatcher.BACKGROUND) {
      throw new UserException(
          "IoU threshold "
              + positive
              + ": for tide give at least "
              + TideMatcher.BACKGROUND
              + ", below which all is background");
    }
    return new TideEvaluation(truth, task, positive, options.maxDetections(LIMIT), options.mode());
  }
}
