package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A TIDE evaluation under way: images are matched one by one, their points gathered by class. */
final class TideEvaluation extends KeyedEvaluation {
  private final CocoTask task;
  private final double positive;
  private final int limit;
  private final Metric.Mode mode;
  private final int[] positives;

  TideEvaluation(Annotations truth, CocoTask task, double positive, int limit, Metric.Mode mode) {
    super(truth);
    this.task = task;
    this.positive = positive;
    this.limit = limit;
    this.mode = mode;
    this.positives = new int[truth.categories().size()];
    GroundTruthTable objects = truth.groundTruths();
    for (int row = 0; row < objects.size(); row++) {
      if (!objects.crowd(row)) {
        positives[truth.categoryIndex(objects.categoryId(row))]++;
      }
    }
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    Map<Integer, byte[]> fragments = new TreeMap<>();
    Overlap overlap = task.overlap(truth(), detections);
    TidePoints[] points = new TideImages(truth(), detections, overlap, mode).match(positive, limit);
    for (int k = 0; k < points.length; k++) {
      if (points[k] != null) {
        fragments.put(k, points[k].write());
      }
    }
    return fragments;
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    return TideAccumulator.accumulate(TidePoints.read(fragments), positives[key]).write();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    TideClass[] classes = new TideClass[positives.length];
    for (int k = 0; k < classes.length; k++) {
      byte[] piece = reduced.get(k);
      classes[k] =
          piece == null
              ? TideAccumulator.accumulate(new TidePoints(), positives[k])
              : TideClass.read(piece);
    }
    return new TideResult(truth().categories(), classes, positive, mode);
  }
}
