package dev.boxmill.geometry;

/**
 * Greedy non-maximum suppression, class by class.
 *
 * <p>Rule: a box goes when a kept box of its class that stands before it overlaps it by IoU
 * strictly greater than the threshold. Boxes come best first; whoever sorts them decides ties
 * (stable sorts keep the model's order). Boxes are compared as they are, not clipped.
 */
public final class Nms {
  /** Keeps two boxes without area from dividing by zero. */
  private static final double SMALLEST_UNION = 1e-12;

  private Nms() {}

  /**
   * Chooses the survivors.
   *
   * @param boxes left, top, right, bottom of box after box, best first
   * @param classes class of each box
   * @param size number of boxes
   * @param iou threshold in [0, 1]
   * @param limit stops once so many are kept
   * @param kept receives the positions of the survivors, ascending; at least {@code limit} or
   *     {@code size} long
   * @return how many survive
   */
  public static int greedy(
      double[] boxes, int[] classes, int size, double iou, int limit, int[] kept) {
    int count = 0;
    for (int i = 0; i < size && count < limit; i++) {
      double x1 = boxes[4 * i];
      double y1 = boxes[4 * i + 1];
      double x2 = boxes[4 * i + 2];
      double y2 = boxes[4 * i + 3];
      double area = (x2 - x1) * (y2 - y1);
      boolean survives = true;
      for (int k = 0; k < count && survives; k++) {
        int j = kept[k];
        if (classes[j] != classes[i]) {
          continue;
        }
        double w = Math.min(x2, boxes[4 * j + 2]) - Math.max(x1, boxes[4 * j]);
        double h = Math.min(y2, boxes[4 * j + 3]) - Math.max(y1, boxes[4 * j + 1]);
        if (w > 0 && h > 0) {
          double inter = w * h;
          double other = (boxes[4 * j + 2] - boxes[4 * j]) * (boxes[4 * j + 3] - boxes[4 * j + 1]);
          survives = inter <= iou * Math.max(area + other - inter, SMALLEST_UNION);
        }
      }
      if (survives) {
        kept[count++] = i;
      }
    }
    return count;
  }
}
