package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Which boxes belong to which anchor, and where that puts the anchors. Only changes are told, so a
 * round costs what changes in it; 4 bytes a distinct size.
 */
abstract class Centres {
  /** Owner of a size before the first round. */
  static final int NONE = -1;

  final BoxSizes sizes;

  /** Anchor of each size. */
  final int[] owner;

  /** Boxes of each anchor. */
  final long[] boxes;

  Centres(BoxSizes sizes, int k) {
    this.sizes = sizes;
    owner = new int[sizes.distinct()];
    boxes = new long[k];
    Arrays.fill(owner, NONE);
  }

  static Centres of(Centre centre, BoxSizes sizes, Distance distance, int k) {
    return switch (centre) {
      case MEDIAN -> new MedianCentres(sizes, k);
      case MEAN -> new MeanCentres(sizes, distance, k);
      case IOU -> new IouCentres(sizes, k);
    };
  }

  /** Gives all boxes of a size to anchor j, which may have them already. */
  final void give(int size, int j) {
    int from = owner[size];
    if (from == j) {
      return;
    }
    long count = sizes.count(size);
    if (from != NONE) {
      boxes[from] -= count;
    }
    boxes[j] += count;
    owner[size] = j;
    change(size, from, j);
  }

  /** Takes note that a size goes from one anchor, or from {@link #NONE}, to another. */
  abstract void change(int size, int from, int to);

  /** Moves the anchors that have boxes; leaves the others where they are. */
  abstract void move(double[] w, double[] h);

  /** Whether no further round will move an anchor if this one did not. */
  boolean settled() {
    return true;
  }
}
