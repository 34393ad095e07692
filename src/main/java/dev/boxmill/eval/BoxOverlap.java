package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;

/** {@link CocoIou} of boxes. */
final class BoxOverlap implements Overlap {
  private final GroundTruthTable truths;
  private final double[] from;
  private final double[] to;

  BoxOverlap(GroundTruthTable truths, DetectionTable detections) {
    this.truths = truths;
    this.from = detections.boxes();
    this.to = truths.boxes();
  }

  @Override
  public double area(int detection) {
    return from[4 * detection + 2] * from[4 * detection + 3];
  }

  @Override
  public void fill(
      int image, int[] detections, int n, int[] rows, int m, double[] overlaps, double[] best) {
    for (int i = 0; i < n; i++) {
      int d = 4 * detections[i];
      double most = 0;
      for (int j = 0; j < m; j++) {
        int row = rows[j];
        double value = CocoIou.of(from, d, to, 4 * row, truths.crowd(row));
        overlaps[i * m + j] = value;
        most = Math.max(most, value);
      }
      best[i] = most;
    }
  }
}
