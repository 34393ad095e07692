package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Where the sum of the IoU of an anchor's boxes is highest, given which boxes are its own: medians
 * until they come to rest, then a compass search (Kolda, Lewis and Torczon, "Optimization by Direct
 * Search", 2003), one step an anchor and round. A step tries the eight anchors that are wider or
 * narrower, higher or lower; the best of them is taken if it is better, and if none is, steps
 * become shorter. A step that led up is followed by a longer one, since borders move slowly on.
 *
 * <p>The sum has kinks, at the widths and at the heights of the boxes. All run along the axes, and
 * to either side of one the slope along the other axis is the same, so an anchor from which no step
 * along an axis leads up is a local optimum. Neither a step nor the following round, in which each
 * box goes to its nearest anchor, lowers the average IoU.
 */
final class IouCentres extends MedianCentres {
  /** Long, so as to look over the nearest kinks. */
  private static final double FIRST_STEP = 0.5;

  /** Part of a side; the average IoU is then off by less than a hundredth of it. */
  private static final double LAST_STEP = 1e-5;

  /** Medians may go round in circles for ever. */
  private static final int MOST_MEDIANS = 100;

  /** Where a try goes, in steps: of nine directions the one in the middle stays. */
  private static final int STAY = 4;

  private static final int TRIES = 9;

  private final double[] step;

  /** For each anchor the sums of IoU at its place and at those tried. */
  private final double[] sum;

  private final Crossings crossings;
  private int medians;
  private boolean climbing;
  private boolean resting;

  IouCentres(BoxSizes sizes, int k) {
    super(sizes, k);
    step = new double[k];
    sum = new double[TRIES * k];
    crossings = new Crossings(sizes, owner);
    Arrays.fill(step, FIRST_STEP);
  }

  @Override
  void move(double[] w, double[] h) {
    if (!climbing) {
      double[] oldW = w.clone();
      double[] oldH = h.clone();
      super.move(w, h);
      boolean still = Arrays.equals(w, oldW) && Arrays.equals(h, oldH);
      climbing = still || ++medians == MOST_MEDIANS;
      return;
    }
    measure(w, h);
    resting = true;
    for (int j = 0; j < step.length; j++) {
      int best = STAY;
      for (int t = 0; t < TRIES; t++) {
        best = sum[TRIES * j + t] > sum[TRIES * j + best] ? t : best;
      }
      if (best == STAY && step[j] > LAST_STEP) {
        step[j] = Math.max(step[j] / 2, LAST_STEP);
        resting = false;
      } else if (best == STAY) {
        step[j] = crossings.improve(j, w, h) ? FIRST_STEP : LAST_STEP;
      } else {
        w[j] = tried(w[j], best % 3, step[j]);
        h[j] = tried(h[j], best / 3, step[j]);
        step[j] = Math.min(2 * step[j], FIRST_STEP);
      }
    }
  }

  private void measure(double[] w, double[] h) {
    double[] triedW = new double[sum.length];
    double[] triedH = new double[sum.length];
    for (int j = 0; j < step.length; j++) {
      for (int t = 0; t < TRIES; t++) {
        triedW[TRIES * j + t] = tried(w[j], t % 3, step[j]);
        triedH[TRIES * j + t] = tried(h[j], t / 3, step[j]);
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

  /** One step down, none, or one up. */
  private static double tried(double side, int direction, double step) {
    return direction == 0 ? side / (1 + step) : direction == 1 ? side : side * (1 + step);
  }

  /** Whether all steps are as short as they get, and none of them led anywhere in this round. */
  @Override
  boolean settled() {
    return resting;
  }
}
