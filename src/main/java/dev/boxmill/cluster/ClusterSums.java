package dev.boxmill.cluster;

import java.util.Arrays;

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

  void clear() {
    Arrays.fill(w, 0);
    Arrays.fill(h, 0);
    Arrays.fill(boxes, 0);
  }

  void add(int j, double sumW, double sumH, long count) {
    w[j] += sumW;
    h[j] += sumH;
    boxes[j] += count;
  }

  void add(ClusterSums other) {
    for (int j = 0; j < w.length; j++) {
      if (other.boxes[j] > 0) {
        add(j, other.w[j], other.h[j], other.boxes[j]);
      }
    }
  }
}
