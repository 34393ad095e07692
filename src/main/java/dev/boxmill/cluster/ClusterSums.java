package dev.boxmill.cluster;

/** Boxes of each anchor: how many, and the sums of their widths and heights. */
final class ClusterSums {
  final double[] w;
  final double[] h;
  final long[] boxes;

  ClusterSums(int k) {
    w = new double[k];
    h = new double[k];
    boxes = new long[k];
  }

  /** Clears the first n of these anchors. */
  void clear(int[] anchors, int n) {
    for (int c = 0; c < n; c++) {
      int j = anchors[c];
      w[j] = 0;
      h[j] = 0;
      boxes[j] = 0;
    }
  }

  void add(int j, double sumW, double sumH, long count) {
    w[j] += sumW;
    h[j] += sumH;
    boxes[j] += count;
  }

  /** Adds the first n of these anchors. */
  void add(ClusterSums other, int[] anchors, int n) {
    for (int c = 0; c < n; c++) {
      int j = anchors[c];
      add(j, other.w[j], other.h[j], other.boxes[j]);
    }
  }
}
