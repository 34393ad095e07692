package dev.boxmill.eval;

/**
 * Average precision as TIDE computes it: the mean of interpolated precision at the recall levels 0,
 * 1/100, ..., 1, times 100. COCO's levels are rounded otherwise, and COCO adds an epsilon.
 */
final class TideAp {
  private static final int LEVELS = 101;

  private final double[] precisions;
  private int hits;
  private int seen;

  /**
   * @param most hits at most
   */
  TideAp(int most) {
    precisions = new double[most + 1];
  }

  /** Forgets all points. */
  void clear() {
    hits = 0;
    seen = 0;
  }

  /** The next point by falling score. */
  void add(boolean hit) {
    seen++;
    if (hit) {
      precisions[++hits] = (double) hits / seen;
    }
  }

  boolean anySeen() {
    return seen > 0;
  }

  /**
   * On 0..100; 0 where there is nothing to find. Changes the state: clear before the next use.
   *
   * @param positives objects to find
   */
  double value(int positives) {
    if (positives == 0 || hits == 0) {
      return 0;
    }
    for (int i = hits - 1; i > 0; i--) {
      precisions[i] = Math.max(precisions[i], precisions[i + 1]);
    }
    double sum = 0;
    int needed = 1; // at recall 0 too, the best precision is that of some hit
    for (int level = 0; level < LEVELS; level++) {
      double recall = level / 100.0;
      while (needed <= hits && (double) needed / positives < recall) {
        needed++;
      }
      if (needed > hits) {
        break;
      }
      sum += precisions[needed];
    }
    return sum / LEVELS * 100;
  }
}
