package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The precision-recall curve of one class at one IoU threshold, and its numbers. */
final class RankedCurve {
  private final double averagePrecision;
  private final double recall;
  private final int detections;
  private final double[] precisions;
  private final double[] scores;

  private RankedCurve(
      double averagePrecision,
      double recall,
      int detections,
      double[] precisions,
      double[] scores) {
    this.averagePrecision = averagePrecision;
    this.recall = recall;
    this.detections = detections;
    this.precisions = precisions;
    this.scores = scores;
  }

  /**
   * @param byScore the outcomes' places, best first
   * @param positives what there is to find: objects, and groups by their weight
   * @param groupWeight what finding a group counts, at least 0
   */
  static RankedCurve of(
      ScoredOutcomes outcomes,
      int[] byScore,
      double positives,
      double groupWeight,
      AveragePrecision rule) {
    double[] precisions = new double[RecallGrid.SIZE];
    double[] scores = new double[RecallGrid.SIZE];
    if (positives == 0) {
      Arrays.fill(precisions, -1);
      Arrays.fill(scores, -1);
      return new RankedCurve(-1, -1, outcomes.detections(), precisions, scores);
    }
    double[] recall = new double[byScore.length];
    double[] best = new double[byScore.length];
    double[] score = new double[byScore.length];
    int hits = 0;
    double found = 0;
    long missed = 0;
    for (int place : byScore) {
      double weight =
          switch (outcomes.outcome(place)) {
            case ScoredOutcomes.HIT -> 1;
            case ScoredOutcomes.GROUP -> groupWeight;
            default -> 0;
          };
      if (weight == 0) {
        missed++;
      } else {
        found += weight;
        recall[hits] = found / positives;
        best[hits] = found / (found + missed);
        score[hits++] = outcomes.score(place);
      }
    }
    for (int i = hits - 2; i >= 0; i--) {
      best[i] = Math.max(best[i], best[i + 1]);
    }
    int at = 0;
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      while (at < hits && recall[at] < RecallGrid.level(r)) {
        at++;
      }
      precisions[r] = at < hits ? best[at] : 0;
      scores[r] = at < hits ? score[at] : 0;
    }
    return new RankedCurve(
        rule.of(recall, best, hits), found / positives, outcomes.detections(), precisions, scores);
  }

  /** Average precision; -1 where there is nothing to find. */
  double averagePrecision() {
    return averagePrecision;
  }

  /** Recall over all detections; -1 where there is nothing to find. */
  double recall() {
    return recall;
  }

  /** Detections given, ignored ones too. */
  int detections() {
    return detections;
  }

  /** Precision at the r-th level of {@link RecallGrid}. */
  double precision(int r) {
    return precisions[r];
  }

  List<Curve.Point> points() {
    List<Curve.Point> points = new ArrayList<>();
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      points.add(new Curve.Point(RecallGrid.level(r), precisions[r], scores[r]));
    }
    return points;
  }

  byte[] write() {
    ByteBuffer to =
        ByteBuffer.allocate(Integer.BYTES + Double.BYTES * (2 + precisions.length + scores.length));
    to.putInt(detections).putDouble(averagePrecision).putDouble(recall);
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      to.putDouble(precisions[r]).putDouble(scores[r]);
    }
    return to.array();
  }

  static RankedCurve read(byte[] written) {
    ByteBuffer from = ByteBuffer.wrap(written);
    int detections = from.getInt();
    double averagePrecision = from.getDouble();
    double recall = from.getDouble();
    double[] precisions = new double[RecallGrid.SIZE];
    double[] scores = new double[RecallGrid.SIZE];
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      precisions[r] = from.getDouble();
      scores[r] = from.getDouble();
    }
    return new RankedCurve(averagePrecision, recall, detections, precisions, scores);
  }
}
