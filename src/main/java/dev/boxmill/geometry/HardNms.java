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

  /** Up to so many boxes the plain loop is as fast as an index. */
  private static final int FEW = 512;

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
    int size = boxes.size();
    double[] edges = boxes.edges();
    if (size <= FEW) {
      return Nms.greedy(edges, new int[size], size, rule.iou(), rule.limit(), kept);
    }
    OverlapIndex index = new OverlapIndex(edges, size, rule.iou());
    int count = 0;
    for (int i = 0; i < size && count < rule.limit(); i++) {
      int near = index.search(i);
      boolean survives = true;
      for (int n = 0; n < near && survives; n++) {
        survives = !Nms.suppresses(edges, index.found()[n], i, rule.iou());
      }
      if (survives) {
        index.add(i);
        kept[count++] = i;
      }
    }
    return count;
  }
}
