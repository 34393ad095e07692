package dev.boxmill.assign;

/**
 * Classification losses of one logit x against one target, with p = sigmoid(x). Value and
 * derivative with respect to x are both exact for any finite x: no probability is clamped.
 */
public interface SigmoidLoss {

  /**
   * The loss.
   *
   * @param logit finite
   * @param target 0 or 1, or a quality in [0, 1] where the loss says so
   * @return at least 0
   */
  double value(double logit, double target);

  /**
   * The slope of {@link #value} over the logit.
   *
   * @param logit finite
   * @param target as for {@link #value}
   * @return d value / d logit
   */
  double derivative(double logit, double target);

  /** {@return binary cross-entropy; the target may be any value in [0, 1]} */
  static SigmoidLoss crossEntropy() {
    return new CrossEntropy();
  }

  /**
   * Focal loss (Lin et al. 2017).
   *
   * @param alpha weight of positives, in [0, 1]; negatives get 1 - alpha; .25 in the paper
   * @param gamma how much well-classified ones lose weight, at least 0; 2 in the paper
   * @return a loss of targets 0 and 1
   */
  static SigmoidLoss focal(double alpha, double gamma) {
    return new Focal(alpha, gamma);
  }

  /**
   * Penalty-reduced focal loss on heat maps (Law and Deng 2018, CenterNet).
   *
   * @param alpha the focal exponent; 2 in the papers
   * @param beta how much cells near a centre lose weight: (1 - target)^beta; 4 in the papers
   * @return a loss whose target 1 is a centre; values below 1 are the Gaussian around it
   */
  static SigmoidLoss penaltyReducedFocal(double alpha, double beta) {
    return new PenaltyReduced(alpha, beta);
  }

  /**
   * Varifocal loss (Zhang et al. 2021).
   *
   * @param alpha weight of negatives; .75 in the paper
   * @param gamma focal exponent of negatives; 2 in the paper
   * @return a loss whose positive target is the IoU to be predicted, and 0 a negative
   */
  static SigmoidLoss varifocal(double alpha, double gamma) {
    return new Varifocal(alpha, gamma);
  }

  /**
   * Quality focal loss (Generalized Focal Loss, Li et al. 2020): cross-entropy times |p -
   * target|^beta.
   *
   * @param beta at least 1; 2 in the paper
   * @return a loss whose target is the IoU to be predicted
   * @throws IllegalArgumentException for a beta below 1
   */
  static SigmoidLoss qualityFocal(double beta) {
    return new QualityFocal(beta);
  }

  /**
   * 1 / (1 + e^-x), which does not overflow.
   *
   * @param x any number
   * @return in [0, 1]
   */
  static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /**
   * ln(sigmoid(x)), accurate for large negative x.
   *
   * @param x any number
   * @return at most 0
   */
  static double logSigmoid(double x) {
    return x >= 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
  }

  /** See {@link SigmoidLoss#crossEntropy}. */
  record CrossEntropy() implements SigmoidLoss {
    @Override
    public double value(double x, double target) {
      return -target * logSigmoid(x) - (1 - target) * logSigmoid(-x);
    }

    @Override
    public double derivative(double x, double target) {
      return sigmoid(x) - target;
    }
  }

  /** See {@link SigmoidLoss#focal}. */
  record Focal(double alpha, double gamma) implements SigmoidLoss {
    @Override
    public double value(double x, double target) {
      return target > 0 ? term(alpha, gamma, x) : term(1 - alpha, gamma, -x);
    }

    @Override
    public double derivative(double x, double target) {
      return target > 0 ? slope(alpha, gamma, x) : -slope(1 - alpha, gamma, -x);
    }
  }

  /** See {@link SigmoidLoss#penaltyReducedFocal}. */
  record PenaltyReduced(double alpha, double beta) implements SigmoidLoss {
    @Override
    public double value(double x, double target) {
      return target >= 1 ? term(1, alpha, x) : term(Math.pow(1 - target, beta), alpha, -x);
    }

    @Override
    public double derivative(double x, double target) {
      return target >= 1 ? slope(1, alpha, x) : -slope(Math.pow(1 - target, beta), alpha, -x);
    }
  }

  /** See {@link SigmoidLoss#varifocal}. */
  record Varifocal(double alpha, double gamma) implements SigmoidLoss {
    @Override
    public double value(double x, double target) {
      return target > 0 ? target * new CrossEntropy().value(x, target) : term(alpha, gamma, -x);
    }

    @Override
    public double derivative(double x, double target) {
      return target > 0 ? target * (sigmoid(x) - target) : -slope(alpha, gamma, -x);
    }
  }

  /** See {@link SigmoidLoss#qualityFocal}. */
  record QualityFocal(double beta) implements SigmoidLoss {
    /** Checks the exponent. */
    public QualityFocal {
      if (!(beta >= 1)) {
        throw new IllegalArgumentException("beta " + beta + ": below 1 there is no derivative");
      }
    }

    @Override
    public double value(double x, double target) {
      return Math.pow(Math.abs(sigmoid(x) - target), beta) * new CrossEntropy().value(x, target);
    }

    @Override
    public double derivative(double x, double target) {
      double p = sigmoid(x);
      double d = p - target;
      double a = Math.abs(d);
      double inner = beta * Math.signum(d) * p * sigmoid(-x) * new CrossEntropy().value(x, target);
      return Math.pow(a, beta - 1) * (inner + a * d);
    }
  }

  /** -weight (1 - p)^gamma ln p: the focal term that every loss here is made of. */
  private static double term(double weight, double gamma, double x) {
    return -weight * Math.pow(sigmoid(-x), gamma) * logSigmoid(x);
  }

  private static double slope(double weight, double gamma, double x) {
    double p = sigmoid(x);
    return weight * Math.pow(sigmoid(-x), gamma) * (gamma * p * logSigmoid(x) - sigmoid(-x));
  }
}
