package dev.boxmill.cluster;

import java.util.Arrays;

/** Collects the boxes of each anchor in one round, and then says where the anchors go. */
abstract class Centres {
  final BoxSizes sizes;

  /** Boxes that each anchor has been given in this round. */
  final long[] boxes;

  Centres(BoxSizes sizes, int k) {
    this.sizes = sizes;
    boxes = new long[k];
  }

  static Centres of(Centre centre, BoxSizes sizes, SizeTree tree, int k) {
    return switch (centre) {
      case MEDIAN -> new MedianCentres(sizes, tree, k);
      case MEAN -> new MeanCentres(sizes, tree, k);
      case IOU -> new IouCentres(sizes, tree, k);
    };
  }

  /** Begins a round. */
  void clear() {
    Arrays.fill(boxes, 0);
  }

  /** Gives all boxes of a tile to anchor j. */
  abstract void addTile(int level, int tile, int j);

  /** Gives all boxes of a size to anchor j. */
  abstract void addSize(int size, int j);

  /** Moves the anchors that have boxes; leaves the others where they are. */
  abstract void move(double[] w, double[] h);

  /** Whether no further round will move an anchor if this one did not. */
  boolean settled() {
    return true;
  }
}
