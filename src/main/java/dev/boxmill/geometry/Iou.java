package dev.boxmill.geometry;

/**
 * Overlap measures of two boxes given as left, top, right, bottom in any common unit, with
 * continuous edges (no +1). Boxes without width or height overlap nothing.
 */
public final class Iou {
  private Iou() {}

  /**
   * Area of the intersection.
   *
   * @param ax1 left edge of the one box
   * @param ay1 its top edge
   * @param ax2 its right edge
   * @param ay2 its bottom edge
   * @param bx1 left edge of the other box
   * @param by1 its top edge
   * @param bx2 its right edge
   * @param by2 its bottom edge
   * @return square units, at least 0; 0 when the boxes only touch
   */
  public static double intersection(
      double ax1,
      double ay1,
      double ax2,
      double ay2,
      double bx1,
      double by1,
      double bx2,
      double by2) {
    double w = Math.min(ax2, bx2) - Math.max(ax1, bx1);
    double h = Math.min(ay2, by2) - Math.max(ay1, by1);
    return w > 0 && h > 0 ? w * h : 0;
  }

  /**
   * Intersection over union.
   *
   * @param ax1 left edge of the one box
   * @param ay1 its top edge
   * @param ax2 its right edge
   * @param ay2 its bottom edge
   * @param bx1 left edge of the other box
   * @param by1 its top edge
   * @param bx2 its right edge
   * @param by2 its bottom edge
   * @return in [0, 1]; 0 for disjoint or empty boxes
   */
  public static double iou(
      double ax1,
      double ay1,
      double ax2,
      double ay2,
      double bx1,
      double by1,
      double bx2,
      double by2) {
    double i = intersection(ax1, ay1, ax2, ay2, bx1, by1, bx2, by2);
    return i == 0 ? 0 : i / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - i);
  }

  /**
   * Intersection over union of two boxes of columns.
   *
   * @param a left, top, right, bottom of box after box
   * @param i position of a box in {@code a}
   * @param b likewise; may be {@code a}
   * @param j position of a box in {@code b}
   * @return in [0, 1]; 0 for disjoint or empty boxes
   */
  public static double iou(double[] a, int i, double[] b, int j) {
    return iou(
        a[4 * i],
        a[4 * i + 1],
        a[4 * i + 2],
        a[4 * i + 3],
        b[4 * j],
        b[4 * j + 1],
        b[4 * j + 2],
        b[4 * j + 3]);
  }

  /**
   * Generalised IoU (Rezatofighi et al. 2019); both boxes need an area.
   *
   * @param ax1 left edge of the one box
   * @param ay1 its top edge
   * @param ax2 its right edge
   * @param ay2 its bottom edge
   * @param bx1 left edge of the other box
   * @param by1 its top edge
   * @param bx2 its right edge
   * @param by2 its bottom edge
   * @return in (-1, 1]; below 0 for boxes far apart
   */
  public static double giou(
      double ax1,
      double ay1,
      double ax2,
      double ay2,
      double bx1,
      double by1,
      double bx2,
      double by2) {
    double i = intersection(ax1, ay1, ax2, ay2, bx1, by1, bx2, by2);
    double union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - i;
    double hull =
        (Math.max(ax2, bx2) - Math.min(ax1, bx1)) * (Math.max(ay2, by2) - Math.min(ay1, by1));
    return i / union - (hull - union) / hull;
  }

  /**
   * Distance IoU (Zheng et al. 2020); both boxes need an area.
   *
   * @param ax1 left edge of the one box
   * @param ay1 its top edge
   * @param ax2 its right edge
   * @param ay2 its bottom edge
   * @param bx1 left edge of the other box
   * @param by1 its top edge
   * @param bx2 its right edge
   * @param by2 its bottom edge
   * @return in (-1, 1]; not above the IoU
   */
  public static double diou(
      double ax1,
      double ay1,
      double ax2,
      double ay2,
      double bx1,
      double by1,
      double bx2,
      double by2) {
    double dx = (ax1 + ax2 - bx1 - bx2) / 2;
    double dy = (ay1 + ay2 - by1 - by2) / 2;
    double w = Math.max(ax2, bx2) - Math.min(ax1, bx1);
    double h = Math.max(ay2, by2) - Math.min(ay1, by1);
    return iou(ax1, ay1, ax2, ay2, bx1, by1, bx2, by2) - (dx * dx + dy * dy) / (w * w + h * h);
  }
}
