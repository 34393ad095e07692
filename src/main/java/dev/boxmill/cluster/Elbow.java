package dev.boxmill.cluster;

/** Where a rising curve that flattens bends most. */
public final class Elbow {
  private Elbow() {}

  /**
   * The point farthest above the chord from the first to the last point, both axes brought to [0,
   * 1]; of equals the first (the rule of Satopaa et al., "Finding a Kneedle in a Haystack", 2011,
   * without smoothing).
   *
   * @param x strictly ascending, at least one
   * @param y as many
   * @return index of the point
   */
  public static int of(int[] x, double[] y) {
    int last = x.length - 1;
    double rise = y[last] - y[0];
    int best = 0;
    double most = 0;
    for (int i = 1; i < last && rise > 0; i++) {
      double above = (y[i] - y[0]) / rise - (x[i] - x[0]) / (double) (x[last] - x[0]);
      if (above > most) {
        most = above;
        best = i;
      }
    }
    return best;
  }
}
