package dev.boxmill.eval;

/**
 * The 101 recall levels at which COCO reads precision: i * 0.01 in floating point, which is not i /
 * 100 at ten of them.
 */
final class RecallGrid {
  static final int SIZE = 101;

  private RecallGrid() {}

  static double level(int r) {
    return r == SIZE - 1 ? 1.0 : r * 0.01;
  }

  /**
   * For every level the smallest count c with c / positives >= level, in floating point.
   *
   * @param positives number of objects to find, at least 1
   */
  static int[] needed(int positives) {
    int[] needed = new int[SIZE];
    for (int r = 0; r < SIZE; r++) {
      double level = level(r);
      int count = (int) (level * positives);
      while (count > 0 && (double) (count - 1) / positives >= level) {
        count--;
      }
      while ((double) count / positives < level) {
        count++;
      }
      needed[r] = count;
    }
    return needed;
  }
}
