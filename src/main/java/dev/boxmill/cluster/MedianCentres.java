package dev.boxmill.cluster;

import java.util.Arrays;

/** Lower medians of width and height over the boxes; 4 bytes a distinct size. */
class MedianCentres extends Centres {
  private final SizeTree tree;

  /** Anchor of each size in this round. */
  final int[] owner;

  private final MedianSelect widths;
  private final MedianSelect heights;

  MedianCentres(BoxSizes sizes, SizeTree tree, int k) {
    super(sizes, k);
    this.tree = tree;
    owner = new int[sizes.distinct()];
    widths = new MedianSelect(sizes, sizes.widths(), k);
    heights = new MedianSelect(sizes, sizes.heights(), k);
  }

  @Override
  void addTile(int level, int tile, int j) {
    Arrays.fill(owner, tree.firstSize(level, tile), tree.endSize(level, tile), j);
    boxes[j] += tree.level(level).boxes(tile);
  }

  @Override
  void addSize(int size, int j) {
    owner[size] = j;
    boxes[j] += sizes.count(size);
  }

  @Override
  void move(double[] w, double[] h) {
    widths.select(owner, boxes, w);
    heights.select(owner, boxes, h);
  }
}
