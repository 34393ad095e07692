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

  /** Softmax of as many logits as {@code scores} is long. */
  static void softmax(float[] logits, int at, double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < scores.length; c++) {
      max = Math.max(max, logits[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(logits[at + c] - max);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
  }
}
