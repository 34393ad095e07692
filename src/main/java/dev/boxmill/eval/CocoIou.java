package dev.boxmill.eval;

/** Overlap of two boxes as COCO counts it; boxes are left, top, width, height. */
final class CocoIou {
  private CocoIou() {}

  /**
   * Intersection over union; against a crowd, over the detection's own area. Boxes that only touch
   * do not overlap.
   */
  static double of(double[] detections, int d, double[] truths, int g, boolean crowd) {
    double w =
        Math.min(detections[d] + detections[d + 2], truths[g] + truths[g + 2])
            - Math.max(detections[d], truths[g]);
    if (w <= 0) {
      return 0;
    }
    double h =
        Math.min(detections[d + 1] + detections[d + 3], truths[g + 1] + truths[g + 3])
            - Math.max(detections[d + 1], truths[g + 1]);
    if (h <= 0) {
      return 0;
    }
    double intersection = w * h;
    double area = detections[d + 2] * detections[d + 3];
    double over = crowd ? area : area + truths[g + 2] * truths[g + 3] - intersection;
    return intersection / over;
  }
}
