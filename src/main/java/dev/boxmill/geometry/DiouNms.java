package dev.boxmill.geometry;

import com.google.auto.service.AutoService;

/**
 * DIoU-NMS (Zheng et al. 2020, "Distance-IoU Loss", section 3.4): greedy as {@link HardNms}, but a
 * box goes only when its DIoU with a kept one is strictly greater than the threshold: {@code IoU -
 * d^2 / c^2}, d the distance of the centres and c the diagonal of the smallest box around both. So
 * boxes whose centres lie apart survive more often.
 *
 * <p>Ties: score descending, then index.
 */
@AutoService(Suppression.class)
public final class DiouNms implements Suppression {
  @Override
  public String id() {
    return "diou";
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    // DIoU is at most IoU, so what the index leaves out cannot suppress.
    OverlapIndex index = new OverlapIndex(boxes.edges(), boxes.size(), rule.iou());
    int count = 0;
    for (int i = 0; i < boxes.size() && count < rule.limit(); i++) {
      int near = index.search(i);
      boolean survives = true;
      for (int n = 0; n < near && survives; n++) {
        survives = !(boxes.diou(index.found()[n], i) > rule.iou());
      }
      if (survives) {
        index.add(i);
        survivors.add(boxes, i);
        count++;
      }
    }
  }
}
