package dev.boxmill.eval;

import java.nio.ByteBuffer;

/**
 * Precision and recall of one class against the confidence asked for, at the lowest IoU threshold,
 * and its average precision at all thresholds; as Ultralytics' ap_per_class computes them.
 */
final class ConfidenceCurve {
  /** Confidences 0 to 1 in equal steps. */
  static final int POINTS = 1000;

  private static final int LEVELS = 101;

  private final double[] precision = new double[POINTS];
  private final double[] recall = new double[POINTS];
  private final double[] averagePrecision;

  private ConfidenceCurve(int thresholds) {
    averagePrecision = new double[thresholds];
  }

  /** The confidence at a point of the grid. */
  static double confidence(int point) {
    return point == POINTS - 1 ? 1 : point * (1.0 / (POINTS - 1));
  }

  /**
   * Everything is 0 without objects or detections.
   *
   * @param rows by falling score
   * @param objects how many there are to find
   */
  static ConfidenceCurve of(ScoredMarks rows, int objects, int thresholds) {
    ConfidenceCurve curve = new ConfidenceCurve(thresholds);
    if (objects == 0) {
      return curve;
    }
    double[] confidences = new double[rows.size()];
    double[] recalls = new double[rows.size() + 2];
    double[] precisions = new double[rows.size() + 2];
    for (int t = 0; t < thresholds; t++) {
      int n = 0;
      int found = 0;
      for (int i = 0; i < rows.size(); i++) {
        if ((rows.mark(i) >>> (OperatingPointEvaluation.EXCUSED + t) & 1) == 0) {
          found += rows.mark(i) >>> t & 1;
          confidences[n++] = -rows.score(i);
          recalls[n] = (double) found / objects;
          precisions[n] = (double) found / n;
        }
      }
      if (n == 0) {
        continue;
      }
      if (t == 0) {
        for (int point = 0; point < POINTS; point++) {
          double x = -confidence(point);
          curve.recall[point] = at(x, confidences, recalls, 1, n, 0);
          curve.precision[point] = at(x, confidences, precisions, 1, n, 1);
        }
      }
      curve.averagePrecision[t] = area(recalls, precisions, n);
    }
    return curve;
  }

  /**
   * Area under the envelope of precision over recall, read at 101 levels with straight lines in
   * between. Values are at 1 to n; the ends (recall 0, precision 1) and (1, 0) are added here, and
   * precisions become the envelope.
   */
  private static double area(double[] recalls, double[] precisions, int n) {
    recalls[0] = 0;
    precisions[0] = 1;
    recalls[n + 1] = 1;
    precisions[n + 1] = 0;
    for (int i = n; i >= 0; i--) {
      precisions[i] = Math.max(precisions[i], precisions[i + 1]);
    }
    double area = 0;
    double before = at(0, recalls, precisions, 0, n + 2, 0);
    for (int level = 1; level < LEVELS; level++) {
      double here = at(RecallGrid.level(level), recalls, precisions, 0, n + 2, 0);
      area += (RecallGrid.level(level) - RecallGrid.level(level - 1)) * (before + here) / 2;
      before = here;
    }
    return area;
  }

  /**
   * A straight line between the two points around x; of several points at x the last one. This is
   * what numpy.interp gives.
   *
   * @param xs ascending
   * @param ys the first at {@code yFrom}
   * @param n number of points
   * @param left the value before the first point; behind the last one it is the last value
   */
  private static double at(double x, double[] xs, double[] ys, int yFrom, int n, double left) {
    int low = 0;
    int high = n;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (xs[middle] <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int j = low - 1;
    if (j < 0) {
      return left;
    }
    double x0 = xs[j];
    double y0 = ys[yFrom + j];
    if (j == n - 1 || x0 == x) {
      return y0;
    }
    return (ys[yFrom + j + 1] - y0) / (xs[j + 1] - x0) * (x - x0) + y0;
  }

  double precision(int point) {
    return precision[point];
  }

  double recall(int point) {
    return recall[point];
  }

  /** 0 where precision and recall are. */
  double f1(int point) {
    double sum = precision[point] + recall[point];
    return sum == 0 ? 0 : 2 * precision[point] * recall[point] / sum;
  }

  double averagePrecision(int threshold) {
    return averagePrecision[threshold];
  }

  int thresholds() {
    return averagePrecision.length;
  }

  /** 16 kB. */
  byte[] write() {
    ByteBuffer to = ByteBuffer.allocate(8 * (2 * POINTS + averagePrecision.length));
    to.asDoubleBuffer().put(precision).put(recall).put(averagePrecision);
    return to.array();
  }

  static ConfidenceCurve read(byte[] written, int thresholds) {
    ConfidenceCurve curve = new ConfidenceCurve(thresholds);
    ByteBuffer.wrap(written)
        .asDoubleBuffer()
        .get(curve.precision)
        .get(curve.recall)
        .get(curve.averagePrecision);
    return curve;
  }
}
