package dev.boxmill.head;

/** Sigmoid and its inverse, in double. */
final class Activation {
  private Activation() {}

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /**
   * A logit that no score of {@code floor} or more falls below: lets a head skip exponentials. A
   * little lower than the exact inverse, so that rounding never loses a candidate.
   */
  static double logit(double floor) {
    if (floor <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return floor >= 1 ? 30 : Math.log(floor / (1 - floor)) - 1e-9;
  }
}
