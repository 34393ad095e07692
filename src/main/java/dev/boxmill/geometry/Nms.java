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
      boolean survives = true;
      for (int k = 0; k < count && survives; k++) {
        int j = kept[k];
        survives = classes[j] != classes[i] || !suppresses(boxes, j, i, iou);
      }
      if (survives) {
        kept[count++] = i;
      }
    }
    return count;
  }

  /** Whether two boxes overlap by IoU strictly greater than a threshold. */
  static boolean suppresses(double[] boxes, int i, int j, double iou) {
    double w = Math.min(boxes[4 * i + 2], boxes[4 * j + 2]) - Math.max(boxes[4 * i], boxes[4 * j]);
    double h =
        Math.min(boxes[4 * i + 3], boxes[4 * j + 3]) - Math.max(boxes[4 * i + 1], boxes[4 * j + 1]);
    if (!(w > 0) || !(h > 0)) {
      return false;
    }
    double inter = w * h;
    double union = area(boxes, i) + area(boxes, j) - inter;
    return !(inter <= iou * Math.max(union, SMALLEST_UNION));
  }

  private static double area(double[] boxes, int i) {
    return (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1]);
  }
}
