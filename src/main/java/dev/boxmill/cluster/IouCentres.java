package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Where the sum of the IoU of an anchor's boxes is highest, given which boxes are its own: medians
 * until they come to rest, then a compass search (Kolda, Lewis and Torczon, "Optimization by Direct
 * Search", 2003), one step an anchor and round. A step tries a wider, a narrower, a higher and a
 * lower anchor; the best of them is taken if it is better, and if none is, steps become shorter. A
 * step that led up is followed by a longer one, since borders move slowly on.
 *
 * <p>The sum has kinks, at the widths and at the heights of the boxes. All run along the axes, and
 * to either side of one the slope along the other axis is the same, so an anchor from which no step
 * along an axis leads up is a local optimum. Neither a step nor the following round, in which each
 * box goes to its nearest anchor, lowers the average IoU.
 */
final class IouCentres extends MedianCentres {
  private static final double FIRST_STEP = 1.0 / 64;

  /** Part of a side; the average IoU is then off by less than a hundredth of it. */
  private static final double LAST_STEP = 1e-5;

  /** Medians may go round in circles for ever. */
  private static final int MOST_MEDIANS = 100;

  private static final int STAY = 4;
  private static final int TRIES = 5;

  private final double[] step;

  /** For each anchor the sums of IoU at its place and at those tried. */
  private final double[] sum;

  private int medians;
  private boolean climbing;

  IouCentres(BoxSizes sizes, SizeTree tree, int k) {
    super(sizes, tree, k);
    step = new double[k];
    sum = new double[TRIES * k];
    Arrays.fill(step, FIRST_STEP);
  }

  @Override
  void move(double[] w, double[] h) {
    if (!climbing) {
      double[] oldW = w.clone();
      double[] oldH = h.clone();
      super.move(w, h);
      boolean resting = Arrays.equals(w, oldW) && Arrays.equals(h, oldH);
      climbing = resting || ++medians == MOST_MEDIANS;
      return;
    }
    measure(w, h);
    for (int j = 0; j < step.length; j++) {
      int best = STAY;
      for (int t = 0; t < STAY; t++) {
        best = sum[TRIES * j + t] > sum[TRIES * j + best] ? t : best;
      }
      if (best == STAY) {
        step[j] = Math.max(step[j] / 4, LAST_STEP);
      } else {
        w[j] = triedW(j, best, w);
        h[j] = triedH(j, best, h);
        step[j] = Math.min(2 * step[j], FIRST_STEP);
      }
    }
  }

  private void measure(double[] w, double[] h) {
    double[] triedW = new double[sum.length];
    double[] triedH = new double[sum.length];
    for (int j = 0; j < step.length; j++) {
      for (int t = 0; t < TRIES; t++) {
        triedW[TRIES * j + t] = triedW(j, t, w);
        triedH[TRIES * j + t] = triedH(j, t, h);
      }
    }
    Arrays.fill(sum, 0);
    for (int i = 0; i < owner.length; i++) {
      int first = TRIES * owner[i];
      for (int at = first; at < first + TRIES; at++) {
        sum[at] += sizes.count(i) * CentredIou.of(sizes.w(i), sizes.h(i), triedW[at], triedH[at]);
      }
    }
  }

  private double triedW(int j, int t, double[] w) {
    return t == 0 ? w[j] * (1 + step[j]) : t == 1 ? w[j] / (1 + step[j]) : w[j];
  }

  private double triedH(int j, int t, double[] h) {
    return t == 2 ? h[j] * (1 + step[j]) : t == 3 ? h[j] / (1 + step[j]) : h[j];
  }

  /** Whether steps are as short as they get: an anchor that still moves has found a way up. */
  @Override
  boolean settled() {
    return climbing && Arrays.stream(step).max().orElseThrow() <= LAST_STEP;
  }
}
