package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.Random;

/**
 * The start of k-means++ (Arthur and Vassilvitskii, 2007): the first size is drawn evenly over the
 * boxes, each further one with a probability proportional to the square of its distance to the
 * nearest size drawn so far.
 */
final class PlusPlus {
  private PlusPlus() {}

  /**
   * Draws k different sizes.
   *
   * @param k at least 1, at most the number of distinct sizes
   * @return their indices, in the order of drawing
   */
  static int[] choose(BoxSizes sizes, Distance metric, int k, Random random) {
    int[] chosen = new int[k];
    chosen[0] = sizes.sizeOf((long) (random.nextDouble() * sizes.boxes()));
    double[] distance = new double[sizes.distinct()];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    for (int j = 1; j < k; j++) {
      double w = sizes.w(chosen[j - 1]);
      double h = sizes.h(chosen[j - 1]);
      double total = 0;
      for (int i = 0; i < distance.length; i++) {
        double d = metric.of(sizes.w(i), sizes.h(i), w, h);
        distance[i] = Math.min(distance[i], d);
        total += mass(sizes, distance, i);
      }
      chosen[j] = draw(sizes, distance, random.nextDouble() * total);
    }
    return chosen;
  }

  /** The first size at which the running total passes the target; never one of no mass. */
  private static int draw(BoxSizes sizes, double[] distance, double target) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < distance.length; i++) {
      double mass = mass(sizes, distance, i);
      if (mass > 0) {
        last = i;
        sum += mass;
        if (sum > target) {
          return i;
        }
      }
    }
    return last;
  }

  private static double mass(BoxSizes sizes, double[] distance, int i) {
    return sizes.count(i) * distance[i] * distance[i];
  }
}
