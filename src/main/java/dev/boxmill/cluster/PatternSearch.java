package dev.boxmill.cluster;

import java.util.function.ToDoubleFunction;

/**
 * Climbs a function without derivatives: a step up or down along each coordinate in turn; where
 * none helps, half the step (Hooke and Jeeves, "Direct Search", 1961, without pattern moves).
 */
final class PatternSearch {
  /** In logarithms: a factor of about 1.3. */
  private static final double FIRST_STEP = 0.25;

  /** A factor of about 1.001. */
  private static final double LAST_STEP = 0.001;

  private PatternSearch() {}

  /** The end of the climb, which is at least as high as the start; the start is left as it is. */
  static double[] maximise(ToDoubleFunction<double[]> height, double... start) {
    double[] at = start.clone();
    double best = height.applyAsDouble(at);
    for (double step = FIRST_STEP; step >= LAST_STEP; ) {
      double before = best;
      for (int i = 0; i < at.length; i++) {
        double here = at[i];
        for (double there : new double[] {here + step, here - step}) {
          double[] trial = at.clone();
          trial[i] = there;
          double value = height.applyAsDouble(trial);
          if (value > best) {
            best = value;
            at = trial;
          }
        }
      }
      if (best == before) {
        step /= 2;
      }
    }
    return at;
  }
}
