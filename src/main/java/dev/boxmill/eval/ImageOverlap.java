package dev.boxmill.eval;

/**
 * How much an image's detections overlap its objects. A whole image is asked for at once, so that
 * what is dear to prepare (a mask) is prepared once.
 */
interface ImageOverlap {
  /**
   * Intersection over union, in [0, 1]; against a crowd, intersection over the detection's own
   * area.
   *
   * @param detections rows of the detection table, the first n of which count
   * @param truths rows of the ground truth table, the first m of which count
   * @param iou filled: detection i with object j at i m + j
   */
  void fill(int[] detections, int n, int[] truths, int m, double[] iou);
}
