package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Precision, recall and scores of one class in every cell (threshold, recall level, area range,
 * detection limit); -1 where there is nothing to find.
 */
final class CategoryCells {
  private final int areas;
  private final int limits;
  private final int groundTruths;
  private final int detections;
  private final double[] precision;
  private final double[] scores;
  private final double[] recall;
  private double[] samples = new double[0];

  CategoryCells(CocoParameters parameters, int groundTruths, int detections) {
    this.areas = parameters.areaCount();
    this.limits = parameters.maxDetectionsCount();
    this.groundTruths = groundTruths;
    this.detections = detections;
    int cells = parameters.iouCount() * areas * limits;
    recall = new double[cells];
    precision = new double[cells * RecallGrid.SIZE];
    scores = new double[cells * RecallGrid.SIZE];
    Arrays.fill(recall, -1);
    Arrays.fill(precision, -1);
    Arrays.fill(scores, -1);
  }

  void point(int t, int r, int a, int m, double precisionValue, double score) {
    int at = at(t, r, a, m);
    precision[at] = precisionValue;
    scores[at] = score;
  }

  void recall(int t, int a, int m, double value) {
    recall[(t * areas + a) * limits + m] = value;
  }

  double precision(int t, int r, int a, int m) {
    return precision[at(t, r, a, m)];
  }

  double score(int t, int r, int a, int m) {
    return scores[at(t, r, a, m)];
  }

  double recall(int t, int a, int m) {
    return recall[(t * areas + a) * limits + m];
  }

  /** Annotated objects, crowds included. */
  int groundTruths() {
    return groundTruths;
  }

  /** Detections given, beyond the limits too. */
  int detections() {
    return detections;
  }

  /** What {@link CategorySampler} measured; empty when nobody asked. */
  double[] samples() {
    return samples;
  }

  void samples(double[] values) {
    samples = values;
  }

  private int at(int t, int r, int a, int m) {
    return ((t * RecallGrid.SIZE + r) * areas + a) * limits + m;
  }

  int byteCount() {
    return 8 + 8 * (recall.length + precision.length + scores.length + samples.length);
  }

  void write(ByteBuffer to) {
    to.putInt(groundTruths).putInt(detections);
    for (double[] values : new double[][] {recall, precision, scores, samples}) {
      to.asDoubleBuffer().put(values);
      to.position(to.position() + 8 * values.length);
    }
  }

  static CategoryCells read(CocoParameters parameters, ByteBuffer from) {
    CategoryCells cells = new CategoryCells(parameters, from.getInt(), from.getInt());
    int own = cells.byteCount() - 8;
    cells.samples = new double[(from.remaining() - own) / 8];
    for (double[] values :
        new double[][] {cells.recall, cells.precision, cells.scores, cells.samples}) {
      from.asDoubleBuffer().get(values);
      from.position(from.position() + 8 * values.length);
    }
    return cells;
  }
}
