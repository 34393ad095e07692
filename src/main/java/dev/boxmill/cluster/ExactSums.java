package dev.boxmill.cluster;

/**
 * Sums of doubles to twice a double's digits (the error-free addition of Knuth, TAOCP vol. 2,
 * 4.2.2), so that what was added and taken away again leaves no trace in the result.
 */
final class ExactSums {
  private final double[] sum;

  /** What the sums have lost to rounding. */
  private final double[] rest;

  ExactSums(int n) {
    sum = new double[n];
    rest = new double[n];
  }

  /** Adds a product to a sum. */
  void add(int at, double factor, double value) {
    double product = factor * value;
    double old = sum[at];
    double now = old + product;
    double added = now - old;
    double lost = (old - (now - added)) + (product - added);
    rest[at] += lost + Math.fma(factor, value, -product);
    sum[at] = now;
  }

  double get(int at) {
    return sum[at] + rest[at];
  }
}
