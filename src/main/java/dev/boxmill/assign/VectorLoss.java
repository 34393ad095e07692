package dev.boxmill.assign;

/** Losses of a vector: softmax cross-entropy and smooth L1. */
public final class VectorLoss {
  private VectorLoss() {}

  /**
   * Softmax cross-entropy of one row of logits.
   *
   * @param logits one value a class
   * @param label index of the right class
   * @param weight factor on value and gradient (DETR: .1 for the no-object class)
   * @param gradient receives one derivative a class, or null
   */
  public static double crossEntropy(double[] logits, int label, double weight, double[] gradient) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : logits) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (double v : logits) {
      sum += Math.exp(v - max);
    }
    if (gradient != null) {
      for (int i = 0; i < logits.length; i++) {
        double p = Math.exp(logits[i] - max) / sum;
        gradient[i] = weight * (p - (i == label ? 1 : 0));
      }
    }
    return weight * (Math.log(sum) + max - logits[label]);
  }

  /**
   * Smooth L1 (Girshick 2015), summed over the elements: d²/(2 beta) below beta, |d| - beta/2
   * above.
   *
   * @param beta where the parabola meets the line; 0 is the plain L1 distance
   * @param gradient receives one derivative an element, or null
   */
  public static double smoothL1(double[] x, double[] target, double beta, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - target[i];
      double a = Math.abs(d);
      sum += a < beta ? d * d / (2 * beta) : a - beta / 2;
      if (gradient != null) {
        gradient[i] = a < beta ? d / beta : Math.signum(d);
      }
    }
    return sum;
  }
}
