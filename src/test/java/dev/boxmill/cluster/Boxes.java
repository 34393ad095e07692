package dev.boxmill.cluster;

import java.util.Random;

/** Boxes for tests: pairs (w, h). */
final class Boxes {
  private Boxes() {}

  /** Log-normal sides, rounded to a grid of this step so that sizes repeat. */
  static double[][] random(int n, long seed, double step) {
    Random random = new Random(seed);
    double[][] boxes = new double[n][];
    for (int i = 0; i < n; i++) {
      double scale = 40 * Math.exp(random.nextGaussian());
      double ratio = Math.exp(0.4 * random.nextGaussian());
      boxes[i] = new double[] {onGrid(scale * ratio, step), onGrid(scale / ratio, step)};
    }
    return boxes;
  }

  static SizeHistogram histogram(double[]... boxes) {
    SizeHistogram histogram = new SizeHistogram();
    for (double[] box : boxes) {
      histogram.add(box[0], box[1]);
    }
    return histogram;
  }

  static BoxSizes sizes(double[]... boxes) {
    return histogram(boxes).result();
  }

  private static double onGrid(double side, double step) {
    return Math.max(step, Math.rint(side / step) * step);
  }

  /** Widths and heights of the sizes of these indices, for {@link Lloyd} to start with. */
  static double[][] at(BoxSizes sizes, int... indices) {
    return new double[][] {
      java.util.stream.IntStream.of(indices).mapToDouble(sizes::w).toArray(),
      java.util.stream.IntStream.of(indices).mapToDouble(sizes::h).toArray()
    };
  }
}
