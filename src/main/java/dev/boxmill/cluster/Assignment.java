package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Gives each size to its nearest anchor, of equals the first, whenever the anchors have moved: the
 * outcome is the one of measuring every size against every anchor.
 *
 * <p>Two uses of the triangle inequality spare most of that. In space: an anchor that is farther
 * from a tile's centre than the nearest one by more than twice the tile's radius is nearest to none
 * of its sizes, and is not looked at further down the {@link SizeTree}; with one anchor left, the
 * tile is done (the idea of Kanungo et al., "An Efficient k-Means Clustering Algorithm", 2002, in
 * any metric). In time: a size that is nearer to its anchor than to any other by a gap keeps it
 * while any two anchors together have moved by less than the gap (Hamerly, "Making k-means even
 * faster", 2010), and a tile is not entered before the smallest gap in it is used up.
 */
final class Assignment {
  /** Part of a distance: above its rounding, below any gap that matters. */
  private static final double ROUNDING = 1e-12;

  /** Owner of a tile whose sizes may have different ones. */
  private static final int MIXED = -1;

  private final BoxSizes sizes;
  private final SizeTree tree;
  private final Distance distance;
  private final Centres centres;

  /** The anchors; their owner moves them. */
  private final double[] w;

  private final double[] h;
  private final int[] all;

  /** By level and tile: the anchor of all its sizes, or {@link #MIXED}. */
  private final int[][] owner;

  /** By level and tile: the {@link #drift} up to which none of its sizes changes hands. */
  private final double[][] until;

  /** A bound on how far any two anchors together have moved since the beginning. */
  private double drift;

  /** Scratch: anchors left for a tile of each level, and their closeness to its centre. */
  private final int[][] candidates;

  private final double[] closeness;

  /** Scratch: the smallest gap to an anchor that the last tile or size ruled out. */
  private double gap;

  Assignment(BoxSizes sizes, SizeTree tree, Centres centres, double[] w, double[] h) {
    this.sizes = sizes;
    this.tree = tree;
    this.distance = tree.distance();
    this.centres = centres;
    this.w = w;
    this.h = h;
    all = IntStream.range(0, w.length).toArray();
    candidates = new int[tree.height()][w.length];
    closeness = new double[w.length];
    owner = new int[tree.height()][];
    until = new double[tree.height()][];
    for (int l = 0; l < tree.height(); l++) {
      owner[l] = new int[tree.level(l).tiles()];
      until[l] = new double[tree.level(l).tiles()];
      Arrays.fill(owner[l], MIXED);
      Arrays.fill(until[l], Double.NEGATIVE_INFINITY);
    }
  }

  /** Takes note that the anchors have moved from these places. */
  void moved(double[] oldW, double[] oldH) {
    double most = 0;
    double second = 0;
    for (int j = 0; j < w.length; j++) {
      double move =
          w[j] == oldW[j] && h[j] == oldH[j] ? 0 : distance.of(oldW[j], oldH[j], w[j], h[j]);
      second = Math.max(second, Math.min(most, move));
      most = Math.max(most, move);
    }
    drift += most + second;
    drift += ROUNDING * Math.max(1, drift);
  }

  /** Brings the owners of all sizes up to date. */
  void update() {
    visit(tree.height() - 1, 0, all, all.length, Double.POSITIVE_INFINITY);
  }

  /**
   * Gives the sizes of a tile to their anchors.
   *
   * @param among ascending; for each member one of them is nearest
   * @param n how many of {@code among} there are
   * @param outside the drift up to which that holds
   * @return the drift up to which no size of the tile changes hands
   */
  private double visit(int l, int t, int[] among, int n, double outside) {
    if (drift <= until[l][t]) {
      return until[l][t];
    }
    int[] left = candidates[l];
    int m = keep(tree.level(l), t, among, n, left);
    double inside = Math.min(outside, drift + gap);
    double least = inside;
    if (m == 1) {
      give(l, t, left[0]);
    } else {
      split(l, t);
      int to = tree.to(l, t);
      for (int member = tree.from(l, t); member < to; member++) {
        if (l == 0) {
          centres.give(member, nearest(sizes.w(member), sizes.h(member), left, m));
          least = Math.min(least, drift + gap);
        } else {
          least = Math.min(least, visit(l - 1, member, left, m, inside));
        }
      }
    }
    until[l][t] = least;
    return least;
  }

  private void give(int l, int t, int j) {
    if (owner[l][t] != j) {
      owner[l][t] = j;
      int end = tree.endSize(l, t);
      for (int i = tree.firstSize(l, t); i < end; i++) {
        centres.give(i, j);
      }
    }
  }

  /** Tells the members of a tile that has one owner who it is, before they are looked at. */
  private void split(int l, int t) {
    if (owner[l][t] != MIXED && l > 0) {
      Arrays.fill(owner[l - 1], tree.from(l, t), tree.to(l, t), owner[l][t]);
    }
    owner[l][t] = MIXED;
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
    gap = Double.POSITIVE_INFINITY;
    int m = 0;
    for (int c = 0; c < n; c++) {
      if (closeness[among[c]] >= floor) {
        left[m++] = among[c];
      } else {
        gap = Math.min(gap, floor - closeness[among[c]]);
      }
    }
    return m;
  }

  /** Which of two anchors or more is nearest to a size, of equals the first. */
  private int nearest(double bw, double bh, int[] among, int n) {
    double best = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    int nearest = 0;
    for (int c = 0; c < n; c++) {
      int j = among[c];
      double now = distance.closeness(bw, bh, w[j], h[j]);
      if (now > best) {
        second = best;
        best = now;
        nearest = j;
      } else {
        second = Math.max(second, now);
      }
    }
    gap = best - second - ROUNDING * Math.max(1, -second);
    return nearest;
  }
}
