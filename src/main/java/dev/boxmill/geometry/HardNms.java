package dev.boxmill.geometry;

import com.google.auto.service.AutoService;

/**
 * Greedy non-maximum suppression: the best box stays, and every box that overlaps it by IoU
 * strictly greater than the threshold goes; so on with the best of the rest.
 *
 * <p>Ties: score descending, then index. Of two equal boxes with equal scores the first stays.
 */
@AutoService(Suppression.class)
public final class HardNms implements Suppression {
  static final String ID = "hard";

  /** So many kept boxes are looked at one by one as fast as through an index. */
  private static final int FEW = 256;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    int[] kept = new int[boxes.size()];
    int count = choose(boxes, rule, kept);
    for (int k = 0; k < count; k++) {
      survivors.add(boxes, kept[k]);
    }
  }

  /** Writes the ranks of the survivors, ascending; returns how many there are. */
  static int choose(RankedBoxes boxes, NmsRule rule, int[] kept) {
    double[] edges = boxes.edges();
    OverlapIndex index = null;
    int count = 0;
    for (int i = 0; i < boxes.size() && count < rule.limit(); i++) {
      int near = index == null ? count : index.search(i);
      int[] rivals = index == null ? kept : index.found();
      boolean survives = true;
      for (int n = 0; n < near && survives; n++) {
        survives = !Nms.suppresses(edges, rivals[n], i, rule.iou());
      }
      if (survives) {
        kept[count++] = i;
        if (index != null) {
          index.add(i);
        } else if (count == FEW) {
          index = new OverlapIndex(edges, boxes.size(), rule.iou());
          for (int k = 0; k < count; k++) {
            index.add(kept[k]);
          }
        }
      }
    }
    return count;
  }
}
