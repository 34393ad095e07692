package dev.boxmill.cluster;

import java.util.Arrays;

/** Mean width and height, in the coordinates of the distance. */
final class MeanCentres extends Centres {
  private final SizeTree tree;
  private final double[] sumW;
  private final double[] sumH;

  MeanCentres(BoxSizes sizes, SizeTree tree, int k) {
    super(sizes, k);
    this.tree = tree;
    sumW = new double[k];
    sumH = new double[k];
  }

  @Override
  void clear() {
    super.clear();
    Arrays.fill(sumW, 0);
    Arrays.fill(sumH, 0);
  }

  @Override
  void addTile(int level, int tile, int j) {
    TileLevel tiles = tree.level(level);
    sumW[j] += tiles.sumW(tile);
    sumH[j] += tiles.sumH(tile);
    boxes[j] += tiles.boxes(tile);
  }

  @Override
  void addSize(int size, int j) {
    long count = sizes.count(size);
    sumW[j] += count * tree.distance().coordinate(sizes.w(size));
    sumH[j] += count * tree.distance().coordinate(sizes.h(size));
    boxes[j] += count;
  }

  @Override
  void move(double[] w, double[] h) {
    for (int j = 0; j < boxes.length; j++) {
      if (boxes[j] > 0) {
        w[j] = tree.distance().side(sumW[j] / boxes[j]);
        h[j] = tree.distance().side(sumH[j] / boxes[j]);
      }
    }
  }
}
