package dev.boxmill.cluster;

import java.util.stream.IntStream;

/**
 * All places where the width of one box crosses the height of another: the double kinks of the sum
 * of IoU, most of them local optima where boxes are few. Looking at all takes the cube of their
 * number, so this is for few; among many boxes kinks are too flat to hold an ascent.
 */
final class Crossings {
  /** Sizes of an anchor up to which all crossings are looked at. */
  private static final int FEW = 24;

  private final BoxSizes sizes;
  private final int[] owner;

  Crossings(BoxSizes sizes, int[] owner) {
    this.sizes = sizes;
    this.owner = owner;
  }

  /** Moves anchor j to the best crossing, if that is better; true if it did. */
  boolean improve(int j, double[] w, double[] h) {
    int[] own =
        IntStream.range(0, owner.length).filter(i -> owner[i] == j).limit(FEW + 1L).toArray();
    if (own.length > FEW) {
      return false;
    }
    double best = sum(own, w[j], h[j]);
    boolean moved = false;
    for (int a : own) {
      for (int b : own) {
        double sum = sum(own, sizes.w(a), sizes.h(b));
        // Better by more than the rounding of the sums, or two places would take turns.
        if (sum > best * (1 + 1e-12)) {
          best = sum;
          w[j] = sizes.w(a);
          h[j] = sizes.h(b);
          moved = true;
        }
      }
    }
    return moved;
  }

  private double sum(int[] own, double w, double h) {
    double sum = 0;
    for (int i : own) {
      sum += sizes.count(i) * CentredIou.of(sizes.w(i), sizes.h(i), w, h);
    }
    return sum;
  }
}
