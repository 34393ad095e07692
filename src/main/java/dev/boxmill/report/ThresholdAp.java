package dev.boxmill.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * AP of the detections that score at least a threshold, out of curves of all of them. A recall
 * level counts when the score at which it is reached is not below the threshold, with the precision
 * that the whole curve has there. That is the envelope's: where precision rises again below the
 * threshold, the AP shown is above that of an evaluation of the cut detections, never below.
 */
final class ThresholdAp {
  /** Hundredths: more than a screen shows. */
  private static final int STEPS = 100;

  private ThresholdAp() {}

  /** The thresholds 0, .01 ... 1. */
  static double[] thresholds() {
    return IntStream.rangeClosed(0, STEPS).mapToDouble(i -> (double) i / STEPS).toArray();
  }

  /**
   * The mean over classes and recall levels, a number a threshold.
   *
   * @param curves of classes, at one IoU or several; those without objects do not count
   * @return -1 everywhere without a curve that counts
   */
  static double[] of(List<PrCurve> curves, double[] thresholds) {
    double[] sums = new double[thresholds.length];
    int counted = 0;
    for (PrCurve curve : curves) {
      if (curve.categoryId() != PrCurve.MEAN && curve.precision()[0] >= 0) {
        counted++;
        for (int i = 0; i < thresholds.length; i++) {
          sums[i] += area(curve, thresholds[i]);
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counted == 0 ? -1 : sums[i] / counted;
    }
    return sums;
  }

  private static double area(PrCurve curve, double threshold) {
    double sum = 0;
    for (int r = 0; r < curve.recall().length; r++) {
      sum += curve.score()[r] >= threshold ? curve.precision()[r] : 0;
    }
    return sum / curve.recall().length;
  }
}
