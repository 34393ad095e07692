package dev.boxmill.cluster;

/**
 * Runs of neighbouring sizes, each with a centre, a radius (largest distance of a member to the
 * centre) and the sums over its boxes. Because 1 - IoU is a metric, one look at the centre often
 * tells which anchor is nearest to all members.
 */
final class Tiles {
  /** Sizes a tile. Fewer: more centres to look at; more: wider tiles that lie on a border. */
  private static final int SIZES = 64;

  private final BoxSizes sizes;
  private final double[] w;
  private final double[] h;
  private final double[] radius;
  private final double[] sumW;
  private final double[] sumH;
  private final long[] boxes;

  Tiles(BoxSizes sizes) {
    this.sizes = sizes;
    int n = (sizes.distinct() + SIZES - 1) / SIZES;
    w = new double[n];
    h = new double[n];
    radius = new double[n];
    sumW = new double[n];
    sumH = new double[n];
    boxes = new long[n];
    for (int t = 0; t < n; t++) {
      measure(t);
    }
  }

  private void measure(int t) {
    double minW = Double.POSITIVE_INFINITY;
    double minH = Double.POSITIVE_INFINITY;
    double maxW = 0;
    double maxH = 0;
    for (int i = from(t); i < to(t); i++) {
      double bw = sizes.w(i);
      double bh = sizes.h(i);
      minW = Math.min(minW, bw);
      minH = Math.min(minH, bh);
      maxW = Math.max(maxW, bw);
      maxH = Math.max(maxH, bh);
      long count = sizes.count(i);
      sumW[t] += count * bw;
      sumH[t] += count * bh;
      boxes[t] += count;
    }
    w[t] = Math.sqrt(minW * maxW);
    h[t] = Math.sqrt(minH * maxH);
    for (int i = from(t); i < to(t); i++) {
      radius[t] = Math.max(radius[t], 1 - CentredIou.of(sizes.w(i), sizes.h(i), w[t], h[t]));
    }
  }

  int count() {
    return w.length;
  }

  /** First size of a tile. */
  int from(int t) {
    return t * SIZES;
  }

  /** The size behind the last of a tile. */
  int to(int t) {
    return Math.min(sizes.distinct(), (t + 1) * SIZES);
  }

  double w(int t) {
    return w[t];
  }

  double h(int t) {
    return h[t];
  }

  /** Largest distance of a member to the centre. */
  double radius(int t) {
    return radius[t];
  }

  /** Sum of the widths of all boxes, added up in the order of the sizes, from 0. */
  double sumW(int t) {
    return sumW[t];
  }

  double sumH(int t) {
    return sumH[t];
  }

  long boxes(int t) {
    return boxes[t];
  }
}
