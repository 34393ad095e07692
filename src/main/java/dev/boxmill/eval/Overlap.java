package dev.boxmill.eval;

/**
 * How much the detections of one image and class overlap its objects. Not safe for several threads.
 */
interface Overlap {

  /** Area of a detection, for area ranges, in square pixels. */
  double area(int detection);

  /**
   * Compares every detection with every object.
   *
   * @param image index of the image
   * @param detections rows of detections, the first n of the array
   * @param truths rows of objects, the first m of the array
   * @param overlaps takes the overlap of the i-th detection and the j-th object at i m + j, 0 to 1
   * @param best takes the largest overlap of each detection
   */
  void fill(
      int image, int[] detections, int n, int[] truths, int m, double[] overlaps, double[] best);
}
