package dev.boxmill.geometry;

import com.google.auto.service.AutoService;

/**
 * Soft-NMS with the linear factor (Bodla et al. 2017, equation 1): the scores of boxes that overlap
 * the one taken by IoU strictly greater than the threshold are multiplied by {@code 1 - IoU}.
 *
 * <p>Ties: the score as it then is descending, then index.
 */
@AutoService(Suppression.class)
public final class SoftLinearNms implements Suppression {
  @Override
  public String id() {
    return "soft-linear";
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    SoftNms.run(boxes, rule, rule.iou(), iou -> 1 - iou, survivors);
  }
}
