package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Lloyd's iteration with the distance 1 - IoU: each size goes to its nearest anchor (of equals the
 * first), each anchor to the mean width and height of its boxes, until no size changes its anchor.
 *
 * <p>Because the distance is a metric, a size cannot change its anchor while the gap between its
 * second-nearest and its nearest exceeds what the two can have moved since the gap was measured;
 * such sizes are not measured again (the bound of Hamerly, 2010, in one number a size). The outcome
 * is the one of measuring all.
 *
 * <p>The mean is what the literature uses, though it does not minimise this distance, so rounds are
 * bounded by the caller.
 */
final class Lloyd {
  /** Above the rounding of any sum of distances in [0, 1] here, below any gap that matters. */
  private static final double ROUNDING = 1e-9;

  private final BoxSizes sizes;
  private final double[] w;
  private final double[] h;
  private final double[] area;
  private final int[] owner;

  /** Gap when measured + the two terms by which {@link #moved} and {@link #drift} have grown. */
  private final double[] reach;

  /** Distance that each anchor has travelled. */
  private final double[] moved;

  /** Distance that an anchor can have travelled at most: the sum of each round's largest step. */
  private double drift;

  private final double[] sumW;
  private final double[] sumH;
  private final long[] boxes;
  private int rounds;

  /** Starts with the sizes of these indices as anchors. */
  Lloyd(BoxSizes sizes, int[] seeds) {
    int k = seeds.length;
    this.sizes = sizes;
    w = Arrays.stream(seeds).mapToDouble(sizes::w).toArray();
    h = Arrays.stream(seeds).mapToDouble(sizes::h).toArray();
    area = new double[k];
    for (int j = 0; j < k; j++) {
      area[j] = w[j] * h[j];
    }
    owner = new int[sizes.distinct()];
    Arrays.fill(owner, -1);
    reach = new double[sizes.distinct()];
    moved = new double[k];
    sumW = new double[k];
    sumH = new double[k];
    boxes = new long[k];
  }

  /** Runs to convergence, or to the bound; true where it converged. */
  boolean run(int maxRounds) {
    while (rounds < maxRounds) {
      rounds++;
      if (!assign()) {
        return true;
      }
      update();
    }
    return false;
  }

  /** One pass over all sizes: owners and sums. True when an owner changed or is without boxes. */
  private boolean assign() {
    Arrays.fill(sumW, 0);
    Arrays.fill(sumH, 0);
    Arrays.fill(boxes, 0);
    boolean changed = false;
    for (int i = 0; i < owner.length; i++) {
      int j = owner[i];
      double bw = sizes.w(i);
      double bh = sizes.h(i);
      if (j < 0 || reach[i] - moved[j] - drift <= ROUNDING) {
        j = measure(i, bw, bh);
        changed |= j != owner[i];
        owner[i] = j;
      }
      long count = sizes.count(i);
      sumW[j] += count * bw;
      sumH[j] += count * bh;
      boxes[j] += count;
    }
    for (long b : boxes) {
      changed |= b == 0;
    }
    return changed;
  }

  /** Finds the nearest anchor and remembers the gap to the second-nearest. */
  private int measure(int i, double bw, double bh) {
    double boxArea = bw * bh;
    double best = -1;
    double second = -1;
    int nearest = 0;
    for (int j = 0; j < w.length; j++) {
      double shared = Math.min(bw, w[j]) * Math.min(bh, h[j]);
      double iou = shared / (boxArea + area[j] - shared);
      if (iou > best) {
        second = best;
        best = iou;
        nearest = j;
      } else if (iou > second) {
        second = iou;
      }
    }
    reach[i] = best - second + moved[nearest] + drift;
    return nearest;
  }

  private void update() {
    double[] oldW = w.clone();
    double[] oldH = h.clone();
    for (int j = 0; j < w.length; j++) {
      if (boxes[j] > 0) {
        w[j] = sumW[j] / boxes[j];
        h[j] = sumH[j] / boxes[j];
      }
    }
    for (int j = 0; j < w.length; j++) {
      if (boxes[j] == 0) {
        repair(j);
      }
    }
    double largest = 0;
    for (int j = 0; j < w.length; j++) {
      area[j] = w[j] * h[j];
      double step = 1 - CentredIou.of(oldW[j], oldH[j], w[j], h[j]);
      moved[j] += step;
      largest = Math.max(largest, step);
    }
    drift += largest;
  }

  /** Puts an anchor without boxes where the worst-served size is (of equals the first). */
  private void repair(int empty) {
    int worst = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < owner.length; i++) {
      double best = 0;
      for (int j = 0; j < w.length; j++) {
        boolean placed = j < empty || boxes[j] > 0;
        if (placed && j != empty) {
          best = Math.max(best, iou(i, j));
        }
      }
      if (best < lowest) {
        lowest = best;
        worst = i;
      }
    }
    w[empty] = sizes.w(worst);
    h[empty] = sizes.h(worst);
  }

  private double iou(int i, int j) {
    return CentredIou.of(sizes.w(i), sizes.h(i), w[j], h[j]);
  }

  /** The anchor nearest to a size; of equals the first. */
  int nearest(double bw, double bh) {
    int nearest = 0;
    double best = -1;
    for (int j = 0; j < w.length; j++) {
      double iou = CentredIou.of(bw, bh, w[j], h[j]);
      if (iou > best) {
        best = iou;
        nearest = j;
      }
    }
    return nearest;
  }

  int k() {
    return w.length;
  }

  double w(int j) {
    return w[j];
  }

  double h(int j) {
    return h[j];
  }

  int rounds() {
    return rounds;
  }
}
