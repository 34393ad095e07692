package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An evaluation by one ranked list a class. Whole images are matched wherever their detections are;
 * the lists of a class meet under a key for every class and threshold.
 */
final class RankedEvaluation extends KeyedEvaluation {
  private final RankedProtocol protocol;
  private final double[] ious;
  private final int classes;
  private final CocoIndex indexes;

  /**
   * @param ious thresholds, ascending, at least one
   */
  RankedEvaluation(RankedProtocol protocol, Annotations truth, double... ious) {
    super(truth);
    this.protocol = protocol;
    this.ious = ious;
    classes = truth.categories().size();
    indexes = new CocoIndex(truth, CocoParameters.standard());
  }

  /**
   * The thresholds chosen, or .5.
   *
   * @throws UserException when the options ask for what such a protocol does not have
   */
  static double[] ious(String id, EvaluationOptions options) {
    if (options.target() != EvaluationOptions.Target.BOX) {
      throw new UserException("protocol " + id + " compares boxes only; leave out --target");
    }
    if (options.categoriesPooled()) {
      throw new UserException("protocol " + id + " ranks class by class; leave out --pool-classes");
    }
    return options.ious().isEmpty()
        ? new double[] {0.5}
        : options.ious().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable given) {
    DetectionTable detections = protocol.prepare(given);
    PairIndex index = indexes.detections(detections);
    Map<Integer, byte[]> fragments = new TreeMap<>();
    for (int k = 0; k < classes; k++) {
      if (index.size(k) > 0) {
        ScoredOutcomes[] outcomes = match(detections, index, k);
        for (int t = 0; t < ious.length; t++) {
          fragments.put(key(k, t), outcomes[t].write());
        }
      }
    }
    return fragments;
  }

  private int key(int k, int t) {
    return k * ious.length + t;
  }

  private ScoredOutcomes[] match(DetectionTable detections, PairIndex index, int k) {
    CategoryOrder order = CategoryOrder.of(detections, index, k);
    PairIndex truths = indexes.truths();
    ScoredOutcomes[] outcomes = new ScoredOutcomes[ious.length];
    Arrays.setAll(outcomes, t -> new ScoredOutcomes(index.size(k)));
    int g = truths.start(k);
    int next;
    for (int d = index.start(k); d < index.end(k); d = next) {
      int image = index.image(d);
      next = d + 1;
      while (next < index.end(k) && index.image(next) == image) {
        next++;
      }
      while (g < truths.end(k) && truths.image(g) < image) {
        g++;
      }
      int first = g;
      while (g < truths.end(k) && truths.image(g) == image) {
        g++;
      }
      int[] detectionRows = bestFirst(detections, index, order, index.start(k), d, next);
      int[] truthRows = new int[g - first];
      for (int j = 0; j < truthRows.length; j++) {
        truthRows[j] = truths.row(first + j);
      }
      for (ScoredOutcomes one : outcomes) {
        one.given(detectionRows.length);
      }
      protocol.match(
          new RankedProtocol.Pair(
              image, detections, detectionRows, truth().groundTruths(), truthRows),
          ious,
          outcomes);
    }
    return outcomes;
  }

  /** Rows of one image by falling score, ties as the protocol has them. */
  private int[] bestFirst(
      DetectionTable detections,
      PairIndex index,
      CategoryOrder order,
      int start,
      int from,
      int end) {
    int[] rows = new int[end - from];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = index.row(start + order.byImage(from - start, i));
    }
    if (protocol.laterFirst()) {
      int tie = 0;
      for (int i = 1; i <= rows.length; i++) {
        if (i == rows.length || detections.score(rows[i]) != detections.score(rows[tie])) {
          for (int a = tie, b = i - 1; a < b; a++, b--) {
            int row = rows[a];
            rows[a] = rows[b];
            rows[b] = row;
          }
          tie = i;
        }
      }
    }
    return rows;
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    return curve(key / ious.length, ScoredOutcomes.read(fragments)).write();
  }

  private RankedCurve curve(int k, ScoredOutcomes outcomes) {
    GroundTruthTable objects = truth().groundTruths();
    PairIndex truths = indexes.truths();
    double positives = 0;
    for (int g = truths.start(k); g < truths.end(k); g++) {
      positives += protocol.positives(objects, truths.row(g));
    }
    return RankedCurve.of(
        outcomes,
        outcomes.byScore(protocol.laterFirst()),
        positives,
        protocol.groupWeight(),
        protocol.averagePrecision());
  }

  @Override
  RankedResult finish(Map<Integer, byte[]> reduced) {
    RankedCurve[][] curves = new RankedCurve[classes][ious.length];
    int[] special = new int[classes];
    int[] objects = new int[classes];
    PairIndex truths = indexes.truths();
    for (int k = 0; k < classes; k++) {
      for (int t = 0; t < ious.length; t++) {
        byte[] piece = reduced.get(key(k, t));
        curves[k][t] = piece == null ? curve(k, new ScoredOutcomes(0)) : RankedCurve.read(piece);
      }
      objects[k] = truths.size(k);
      for (int g = truths.start(k); g < truths.end(k); g++) {
        special[k] += protocol.special(truth().groundTruths(), truths.row(g)) ? 1 : 0;
      }
    }
    return new RankedResult(protocol, truth().categories(), ious, curves, objects, special);
  }
}
