package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's iteration: each size goes to its nearest anchor (of equals the first), each anchor to the
 * centre of its boxes, until no anchor moves.
 *
 * <p>Rounds walk down a {@link SizeTree}. An anchor that is farther from a tile's centre than the
 * nearest one by more than twice the tile's radius is, by the triangle inequality, nearest to none
 * of its sizes, and is not looked at further down; with one anchor left, the tile is done. So a
 * round measures what lies along the borders (the idea of Kanungo et al., "An Efficient k-Means
 * Clustering Algorithm", 2002, in any metric); the outcome is the one of measuring every size.
 *
 * <p>Neither median nor mean minimises 1 - IoU exactly, so rounds are bounded by the caller.
 */
final class Lloyd {
  /** Part of a distance: above its rounding, below any gap that matters. */
  private static final double ROUNDING = 1e-12;

  /** Part of a side below which a move is rounding: sums differ in it with the tiles' outcome. */
  private static final double STILL = 1e-10;

  private final BoxSizes sizes;
  private final SizeTree tree;
  private final Distance distance;
  private final double[] w;
  private final double[] h;
  private final Centres centres;
  private int rounds;

  private final int[] all;

  /** Scratch: anchors left for a tile of each level, and their closeness to its centre. */
  private final int[][] candidates;

  private final double[] closeness;

  /** Starts with the sizes of these indices as anchors. */
  Lloyd(BoxSizes sizes, SizeTree tree, Centre centre, int[] seeds) {
    int k = seeds.length;
    this.sizes = sizes;
    this.tree = tree;
    this.distance = tree.distance();
    w = Arrays.stream(seeds).mapToDouble(sizes::w).toArray();
    h = Arrays.stream(seeds).mapToDouble(sizes::h).toArray();
    centres = Centres.of(centre, sizes, tree, k);
    all = IntStream.range(0, k).toArray();
    candidates = new int[tree.height()][k];
    closeness = new double[k];
  }

  /** Runs to convergence, or to the bound; true where it converged. */
  boolean run(int maxRounds) {
    while (rounds < maxRounds) {
      rounds++;
      centres.clear();
      visit(tree.height() - 1, 0, all, all.length);
      if (!update()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Gives the boxes of a tile to their anchors.
   *
   * @param among ascending; for each member one of them is nearest
   * @param n how many of {@code among} there are
   */
  private void visit(int l, int t, int[] among, int n) {
    int[] left = candidates[l];
    int m = keep(tree.level(l), t, among, n, left);
    if (m == 1) {
      centres.addTile(l, t, left[0]);
      return;
    }
    for (int member = tree.from(l, t); member < tree.to(l, t); member++) {
      if (l == 0) {
        centres.addSize(member, nearest(sizes.w(member), sizes.h(member), left, m));
      } else {
        visit(l - 1, member, left, m);
      }
    }
  }

  /** Keeps the candidates that can be nearest to a member of the tile. */
  private int keep(TileLevel level, int t, int[] among, int n, int[] left) {
    double best = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < n; c++) {
      int j = among[c];
      closeness[j] = level.closeness(t, w[j], h[j]);
      best = Math.max(best, closeness[j]);
    }
    double reach = 2 * level.radius(t);
    double floor = best - reach - ROUNDING * Math.max(1, reach - best);
    int m = 0;
    for (int c = 0; c < n; c++) {
      if (closeness[among[c]] >= floor) {
        left[m++] = among[c];
      }
    }
    return m;
  }

  /** Moves the anchors; false when they have come to rest. */
  private boolean update() {
    double[] oldW = w.clone();
    double[] oldH = h.clone();
    centres.move(w, h);
    for (int j = 0; j < w.length; j++) {
      if (centres.boxes[j] == 0) {
        int worst = worstServed(j);
        w[j] = sizes.w(worst);
        h[j] = sizes.h(worst);
      }
    }
    for (int j = 0; j < w.length; j++) {
      if (Math.abs(w[j] - oldW[j]) > STILL * w[j] || Math.abs(h[j] - oldH[j]) > STILL * h[j]) {
        return true;
      }
    }
    return !centres.settled();
  }

  /**
   * Where an anchor without boxes is put: the size farthest from all anchors in use (of equals the
   * first), earlier ones put this way included.
   */
  private int worstServed(int empty) {
    int worst = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sizes.distinct(); i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < w.length; j++) {
        boolean inUse = j < empty || centres.boxes[j] > 0;
        if (inUse && j != empty) {
          best = Math.max(best, distance.closeness(sizes.w(i), sizes.h(i), w[j], h[j]));
        }
      }
      if (best < lowest) {
        lowest = best;
        worst = i;
      }
    }
    return worst;
  }

  /** The anchor nearest to a size, of equals the first. */
  int nearest(double bw, double bh) {
    return nearest(bw, bh, all, all.length);
  }

  private int nearest(double bw, double bh, int[] among, int n) {
    double best = Double.NEGATIVE_INFINITY;
    int nearest = 0;
    for (int c = 0; c < n; c++) {
      int j = among[c];
      double now = distance.closeness(bw, bh, w[j], h[j]);
      if (now > best) {
        best = now;
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
