package dev.boxmill.assign;

/**
 * SSD's default boxes (Liu et al. 2016), for SSD300 on COCO-like scales as in torchvision: 8,732
 * boxes on maps of 38, 19, 10, 5, 3 and 1 cells a side.
 */
public final class SsdBoxes {
  private static final int[] CELLS = {38, 19, 10, 5, 3, 1};
  private static final int[] STEPS = {8, 16, 32, 64, 100, 300};
  private static final double[] SCALES = {.07, .15, .33, .51, .69, .87, 1.05};
  private static final int[][] RATIOS = {{2}, {2, 3}, {2, 3}, {2, 3}, {2}, {2}};
  private static final int SIDE = 300;

  private SsdBoxes() {}

  /**
   * The default boxes, map by map, by row, column and shape. Shapes are the scale squared, the
   * geometric mean with the next scale squared, then each ratio lying and standing; no side exceeds
   * the input, though a box may pass its edge.
   *
   * @return left, top, right, bottom in pixels of a 300 x 300 input, 4 x 8,732 numbers
   */
  public static double[] ssd300() {
    double[] boxes = new double[4 * 8732];
    int at = 0;
    for (int k = 0; k < CELLS.length; k++) {
      double[] shapes = shapes(k);
      for (int row = 0; row < CELLS[k]; row++) {
        for (int column = 0; column < CELLS[k]; column++) {
          for (int s = 0; s < shapes.length; s += 2) {
            boxes[at++] = (column + .5) * STEPS[k] - shapes[s] / 2;
            boxes[at++] = (row + .5) * STEPS[k] - shapes[s + 1] / 2;
            boxes[at++] = (column + .5) * STEPS[k] + shapes[s] / 2;
            boxes[at++] = (row + .5) * STEPS[k] + shapes[s + 1] / 2;
          }
        }
      }
    }
    return boxes;
  }

  /** Width, height pairs in pixels. */
  private static double[] shapes(int k) {
    double[] shapes = new double[4 + 4 * RATIOS[k].length];
    double between = Math.sqrt(SCALES[k] * SCALES[k + 1]);
    int at = 0;
    shapes[at++] = side(SCALES[k]);
    shapes[at++] = side(SCALES[k]);
    shapes[at++] = side(between);
    shapes[at++] = side(between);
    for (int ratio : RATIOS[k]) {
      double root = Math.sqrt(ratio);
      shapes[at++] = side(SCALES[k] * root);
      shapes[at++] = side(SCALES[k] / root);
      shapes[at++] = side(SCALES[k] / root);
      shapes[at++] = side(SCALES[k] * root);
    }
    return shapes;
  }

  private static double side(double share) {
    return Math.min(1, share) * SIDE;
  }
}
