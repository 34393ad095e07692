package dev.boxmill.assign;

import dev.boxmill.geometry.Iou;

/** Box i of an array is left, top, right, bottom from index 4 i. */
final class Boxes {
  private Boxes() {}

  static double width(double[] boxes, int i) {
    return boxes[4 * i + 2] - boxes[4 * i];
  }

  static double height(double[] boxes, int i) {
    return boxes[4 * i + 3] - boxes[4 * i + 1];
  }

  static double area(double[] boxes, int i) {
    return width(boxes, i) * height(boxes, i);
  }

  static double centreX(double[] boxes, int i) {
    return (boxes[4 * i] + boxes[4 * i + 2]) / 2;
  }

  static double centreY(double[] boxes, int i) {
    return (boxes[4 * i + 1] + boxes[4 * i + 3]) / 2;
  }

  /** Has an area, and its centre lies in [0, width) x [0, height). NaN is neither. */
  static boolean valid(double[] boxes, int i, double width, double height) {
    double x = centreX(boxes, i);
    double y = centreY(boxes, i);
    return width(boxes, i) > 0
        && height(boxes, i) > 0
        && x >= 0
        && x < width
        && y >= 0
        && y < height;
  }

  /** Whether a point lies strictly inside. */
  static boolean holds(double[] boxes, int i, double x, double y) {
    return x > boxes[4 * i] && x < boxes[4 * i + 2] && y > boxes[4 * i + 1] && y < boxes[4 * i + 3];
  }

  static double iou(double[] a, int i, double[] b, int j) {
    int p = 4 * i;
    int q = 4 * j;
    return Iou.iou(a[p], a[p + 1], a[p + 2], a[p + 3], b[q], b[q + 1], b[q + 2], b[q + 3]);
  }

  /** IoU of two sizes laid on one centre. */
  static double centredIou(double w, double h, double otherW, double otherH) {
    double inter = Math.min(w, otherW) * Math.min(h, otherH);
    return inter > 0 ? inter / (w * h + otherW * otherH - inter) : 0;
  }
}
