package dev.boxmill.geometry;

import com.google.auto.service.AutoService;

/**
 * Soft-NMS with the Gaussian factor (Bodla et al. 2017, equation 3): the scores of boxes that
 * overlap the one taken are multiplied by {@code exp(-IoU^2 / sigma)}, sigma 0.5 as in the paper.
 * There is no IoU threshold.
 *
 * <p>Ties: the score as it then is descending, then index.
 */
@AutoService(Suppression.class)
public final class SoftGaussianNms implements Suppression {
  @Override
  public String id() {
    return "soft-gaussian";
  }

  @Override
  public boolean usesIou() {
    return false;
  }

  @Override
  public double defaultSigma() {
    return .5;
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    SoftNms.run(boxes, rule, 0, iou -> Math.exp(-iou * iou / rule.sigma()), survivors);
  }
}
