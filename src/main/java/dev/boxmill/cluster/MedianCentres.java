package dev.boxmill.cluster;

/** Lower medians of width and height over the boxes. */
class MedianCentres extends Centres {
  private final MedianSelect widths;
  private final MedianSelect heights;

  MedianCentres(BoxSizes sizes, int k) {
    super(sizes, k);
    widths = new MedianSelect(sizes, sizes.byWidth(), k);
    heights = new MedianSelect(sizes, sizes.byHeight(), k);
  }

  @Override
  void change(int size, int from, int to) {
    widths.change(size, from, to);
    heights.change(size, from, to);
  }

  @Override
  void move(double[] w, double[] h) {
    for (int j = 0; j < w.length; j++) {
      if (boxes[j] > 0) {
        w[j] = widths.median(j, owner, boxes[j]);
        h[j] = heights.median(j, owner, boxes[j]);
      }
    }
  }
}
