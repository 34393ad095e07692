package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's iteration with the distance 1 - IoU: each size goes to its nearest anchor (of equals the
 * first), each anchor to the mean width and height of its boxes, until no anchor moves.
 *
 * <p>Rounds walk down a {@link SizeTree}. An anchor that is farther from a tile's centre than the
 * nearest one by more than twice the tile's radius is, by the triangle inequality, nearest to none
 * of its sizes, and is not looked at further down; with one anchor left, the tile is done. So a
 * round costs what lies along the borders (the idea of Kanungo et al., "An Efficient k-Means
 * Clustering Algorithm", 2002, in this metric); the outcome is the one of looking at every size.
 *
 * <p>The mean is what the literature uses, though it does not minimise this distance, so rounds are
 * bounded by the caller.
 */
final class Lloyd {
  /** Above the rounding of distances in [0, 1], below any gap that matters. */
  private static final double ROUNDING = 1e-12;

  private final BoxSizes sizes;
  private final SizeTree tree;
  private final double[] w;
  private final double[] h;
  private final ClusterSums sums;
  private int rounds;

  /** All anchors, and scratch: by level, and by anchor. */
  private final int[] all;

  private final int[][] candidates;
  private final ClusterSums[] ofTile;
  private final double[] iou;

  /** Starts with the sizes of these indices as anchors. */
  Lloyd(BoxSizes sizes, SizeTree tree, int[] seeds) {
    int k = seeds.length;
    this.sizes = sizes;
    this.tree = tree;
    w = Arrays.stream(seeds).mapToDouble(sizes::w).toArray();
    h = Arrays.stream(seeds).mapToDouble(sizes::h).toArray();
    sums = new ClusterSums(k);
    all = IntStream.range(0, k).toArray();
    candidates = new int[tree.height()][k];
    ofTile = new ClusterSums[tree.height()];
    Arrays.setAll(ofTile, l -> new ClusterSums(k));
    iou = new double[k];
  }

  /** Runs to convergence, or to the bound; true where it converged. */
  boolean run(int maxRounds) {
    while (rounds < maxRounds) {
      rounds++;
      assign();
      if (!update()) {
        return true;
      }
    }
    return false;
  }

  private void assign() {
    sums.clear(all, all.length);
    int top = tree.height() - 1;
    visit(top, 0, all, all.length, sums);
  }

  /**
   * Gives the boxes of a tile to their anchors. Sums are formed tile by tile, so that they have the
   * same bits whether a tile went as a whole or member by member.
   *
   * @param among candidates, of which one is nearest for each member; ascending
   * @param n how many candidates there are
   */
  private void visit(int l, int t, int[] among, int n, ClusterSums into) {
    TileLevel level = tree.level(l);
    int[] left = candidates[l];
    int m = keep(level, t, among, n, left);
    if (m == 1) {
      into.add(left[0], level.sumW(t), level.sumH(t), level.boxes(t));
      return;
    }
    ClusterSums mine = ofTile[l];
    mine.clear(left, m);
    for (int member = tree.from(l, t); member < tree.to(l, t); member++) {
      if (l == 0) {
        assignSize(member, left, m, mine);
      } else {
        visit(l - 1, member, left, m, mine);
      }
    }
    into.add(mine, left, m);
  }

  /** Keeps the candidates that can be nearest to a member of the tile. */
  private int keep(TileLevel level, int t, int[] among, int n, int[] left) {
    double best = 0;
    for (int c = 0; c < n; c++) {
      int j = among[c];
      iou[j] = level.iou(t, w[j], h[j]);
      best = Math.max(best, iou[j]);
    }
    double floor = best - 2 * level.radius(t) - ROUNDING;
    int m = 0;
    for (int c = 0; c < n; c++) {
      if (iou[among[c]] >= floor) {
        left[m++] = among[c];
      }
    }
    return m;
  }

  private void assignSize(int i, int[] among, int n, ClusterSums into) {
    double bw = sizes.w(i);
    double bh = sizes.h(i);
    long count = sizes.count(i);
    into.add(nearest(bw, bh, among, n), count * bw, count * bh, count);
  }

  /** Moves the anchors; false when none moved. */
  private boolean update() {
    boolean moved = false;
    for (int j = 0; j < w.length; j++) {
      if (sums.boxes[j] > 0) {
        moved |= move(j, sums.w[j] / sums.boxes[j], sums.h[j] / sums.boxes[j]);
      }
    }
    for (int j = 0; j < w.length; j++) {
      if (sums.boxes[j] == 0) {
        int worst = worstServed(j);
        moved |= move(j, sizes.w(worst), sizes.h(worst));
      }
    }
    return moved;
  }

  private boolean move(int j, double toW, double toH) {
    boolean moved = toW != w[j] || toH != h[j];
    w[j] = toW;
    h[j] = toH;
    return moved;
  }

  /**
   * Where an anchor without boxes is put: the size farthest from all anchors in use (of equals the
   * first), earlier ones put this way included.
   */
  private int worstServed(int empty) {
    int worst = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sizes.distinct(); i++) {
      double best = 0;
      for (int j = 0; j < w.length; j++) {
        boolean inUse = j < empty || sums.boxes[j] > 0;
        if (inUse && j != empty) {
          best = Math.max(best, CentredIou.of(sizes.w(i), sizes.h(i), w[j], h[j]));
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
    double best = -1;
    int nearest = 0;
    for (int c = 0; c < n; c++) {
      int j = among[c];
      double now = CentredIou.of(bw, bh, w[j], h[j]);
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
