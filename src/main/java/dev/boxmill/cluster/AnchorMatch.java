package dev.boxmill.cluster;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How well boxes match anchors, and sums of it over many sizes that do not depend on threads. */
final class AnchorMatch {
  /** Sizes a task sums; the sums are then added in order. */
  private static final int CHUNK = 1 << 14;

  private AnchorMatch() {}

  /**
   * The larger of the two sides' ratios, each taken the way that makes it at least 1: what YOLOv5
   * compares with its {@code anchor_t}. At least 1; 1 only for equal boxes.
   */
  static double ratio(double w1, double h1, double w2, double h2) {
    return Math.max(Math.max(w1 / w2, w2 / w1), Math.max(h1 / h2, h2 / h1));
  }

  /** The highest IoU of a size with any of the anchors. */
  static double bestIou(double w, double h, double[][] anchors) {
    double best = 0;
    for (double[] anchor : anchors) {
      best = Math.max(best, CentredIou.of(w, h, anchor[0], anchor[1]));
    }
    return best;
  }

  /** The lowest {@link #ratio} of a size with any of the anchors. */
  static double bestRatio(double w, double h, double[][] anchors) {
    double best = Double.POSITIVE_INFINITY;
    for (double[] anchor : anchors) {
      best = Math.min(best, ratio(w, h, anchor[0], anchor[1]));
    }
    return best;
  }

  /** Mean over the boxes of the IoU with the nearest anchor. */
  static double averageIou(BoxSizes sizes, double[][] anchors) {
    return mean(sizes, i -> bestIou(sizes.w(i), sizes.h(i), anchors));
  }

  /** Mean over the boxes of a value of their size; the same bits with any number of threads. */
  static double mean(BoxSizes sizes, IntToDoubleFunction value) {
    int chunks = chunks(sizes);
    double[] sums =
        IntStream.range(0, chunks)
            .parallel()
            .mapToDouble(
                chunk -> {
                  double sum = 0;
                  for (int i = start(chunk); i < end(sizes, chunk); i++) {
                    sum += sizes.count(i) * value.applyAsDouble(i);
                  }
                  return sum;
                })
            .toArray();
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum / sizes.boxes();
  }

  static int chunks(BoxSizes sizes) {
    return (sizes.distinct() + CHUNK - 1) / CHUNK;
  }

  static int start(int chunk) {
    return chunk * CHUNK;
  }

  /** The size behind the last of a chunk. */
  static int end(BoxSizes sizes, int chunk) {
    return (int) Math.min(sizes.distinct(), (chunk + 1L) * CHUNK);
  }
}
