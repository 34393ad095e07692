package dev.boxmill.assign;

/**
 * Losses of a vector: softmax cross-entropy, what is made of it, and distances.
 *
 * <p>Every method gives the value, summed over the elements, and writes the derivatives where a
 * gradient array is given; null where they are not wanted.
 */
public final class VectorLoss {
  private VectorLoss() {}

  /**
   * Softmax cross-entropy of one row of logits.
   *
   * @param logits one value a class
   * @param label index of the right class
   * @param weight factor on value and gradient (DETR: .1 for the no-object class)
   * @param gradient receives one derivative a class, or null
   * @return weight times -ln p(label)
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
    return weight * (Math.log(sum) + (max - logits[label]));
  }

  /**
   * Smooth L1 (Girshick 2015), summed over the elements: d²/(2 beta) below beta, |d| - beta/2
   * above.
   *
   * @param x prediction
   * @param target as long as {@code x}
   * @param beta where the parabola meets the line; 0 is the plain L1 distance
   * @param gradient receives one derivative an element, or null
   * @return at least 0
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

  /**
   * Sum of |x - target|; derivative 0 where they are equal.
   *
   * @param x prediction
   * @param target as long as {@code x}
   * @param gradient receives one derivative an element, or null
   * @return at least 0
   */
  public static double l1(double[] x, double[] target, double[] gradient) {
    return smoothL1(x, target, 0, gradient);
  }

  /**
   * Sum of (x - target)²: no factor 1/2.
   *
   * @param x prediction
   * @param target as long as {@code x}
   * @param gradient receives one derivative an element, or null
   * @return at least 0
   */
  public static double l2(double[] x, double[] target, double[] gradient) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - target[i];
      sum += d * d;
      if (gradient != null) {
        gradient[i] = 2 * d;
      }
    }
    return sum;
  }

  /**
   * Distribution focal loss of one edge (Generalized Focal Loss, Li et al. 2020): the distance's
   * two neighbouring bins are both right, each as far as the distance is near it.
   *
   * @param logits bins 0 to n - 1, at least 2
   * @param distance in bins, in [0, n - 1]
   * @param gradient receives one derivative a bin, or null
   * @return at least 0; where the distance lies between bins it cannot reach 0
   * @throws IllegalArgumentException when the distance is out of bounds, or there is one bin
   */
  public static double distributionFocal(double[] logits, double distance, double[] gradient) {
    int bins = logits.length;
    if (bins < 2 || !(distance >= 0 && distance <= bins - 1)) {
      throw new IllegalArgumentException("distance " + distance + " among " + bins + " bins");
    }
    int lower = Math.min((int) distance, bins - 2);
    double upperShare = distance - lower;
    double value = crossEntropy(logits, lower, 1 - upperShare, gradient);
    if (gradient == null) {
      return value + crossEntropy(logits, lower + 1, upperShare, null);
    }
    double[] upper = new double[bins];
    value += crossEntropy(logits, lower + 1, upperShare, upper);
    for (int i = 0; i < bins; i++) {
      gradient[i] += upper[i];
    }
    return value;
  }
}
