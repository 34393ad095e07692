package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;

/**
 * The object detection metric of the Open Images challenge, equal to TensorFlow object_detection's
 * OpenImagesDetectionChallengeEvaluator.
 *
 * <p>Where {@link Metric.Mode#CORRECTED} differs from it: a group that is found with a score of 0
 * or less is found.
 */
@AutoService(Metric.class)
public final class OpenImagesMetric implements Metric {
  static final String ID = "openimages";

  /** A group counts as one object, as the challenge has it. */
  private static final double GROUP_WEIGHT = 1;

  private final double groupWeight;

  /** The challenge's: a group counts as one object. */
  public OpenImagesMetric() {
    this(GROUP_WEIGHT);
  }

  OpenImagesMetric(double groupWeight) {
    this.groupWeight = groupWeight;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Grouping grouping() {
    return Grouping.IMAGE;
  }

  @Override
  public Evaluation start(Annotations truth, EvaluationOptions options) {
    double[] ious = RankedEvaluation.ious(ID, options);
    ClassExpansion classes = ClassExpansion.of(truth, options.hierarchy());
    return new RankedEvaluation(
        new OpenImagesProtocol(classes, groupWeight, options.mode()), classes.truth(), ious);
  }
}
