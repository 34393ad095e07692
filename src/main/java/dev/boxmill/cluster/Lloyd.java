package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Lloyd's iteration with the distance 1 - IoU: each size goes to its nearest anchor (of equals the
 * first), each anchor to the mean width and height of its boxes, until no anchor moves.
 *
 * <p>A tile goes to an anchor as a whole when its centre is nearer to it than to all others by more
 * than twice the tile's radius; by the triangle inequality no member can then be nearer to another.
 * Only the tiles on the borders are looked at size by size. The outcome is the one of looking at
 * every size, and nothing is kept a size.
 *
 * <p>The mean is what the literature uses, though it does not minimise this distance, so rounds are
 * bounded by the caller.
 */
final class Lloyd {
  /** Above the rounding of distances in [0, 1], below any gap that matters. */
  private static final double ROUNDING = 1e-12;

  private final BoxSizes sizes;
  private final Tiles tiles;
  private final double[] w;
  private final double[] h;
  private final ClusterSums sums;
  private final ClusterSums ofTile;
  private int rounds;

  /** Distance between the nearest and the second-nearest anchor of the size asked for last. */
  private double gap;

  /** Starts with the sizes of these indices as anchors. */
  Lloyd(BoxSizes sizes, Tiles tiles, int[] seeds) {
    this.sizes = sizes;
    this.tiles = tiles;
    w = Arrays.stream(seeds).mapToDouble(sizes::w).toArray();
    h = Arrays.stream(seeds).mapToDouble(sizes::h).toArray();
    sums = new ClusterSums(seeds.length);
    ofTile = new ClusterSums(seeds.length);
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
    sums.clear();
    for (int t = 0; t < tiles.count(); t++) {
      int j = nearest(tiles.w(t), tiles.h(t));
      if (gap > 2 * tiles.radius(t) + ROUNDING) {
        sums.add(j, tiles.sumW(t), tiles.sumH(t), tiles.boxes(t));
      } else {
        assignEach(t);
      }
    }
  }

  /** Sums up the tile first: where all its sizes go to one anchor, the bits are the tile's own. */
  private void assignEach(int t) {
    ofTile.clear();
    for (int i = tiles.from(t); i < tiles.to(t); i++) {
      double bw = sizes.w(i);
      double bh = sizes.h(i);
      long count = sizes.count(i);
      ofTile.add(nearest(bw, bh), count * bw, count * bh, count);
    }
    sums.add(ofTile);
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
    double best = -1;
    double second = -1;
    int nearest = 0;
    for (int j = 0; j < w.length; j++) {
      double iou = CentredIou.of(bw, bh, w[j], h[j]);
      if (iou > best) {
        second = best;
        best = iou;
        nearest = j;
      } else if (iou > second) {
        second = iou;
      }
    }
    gap = best - second;
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
