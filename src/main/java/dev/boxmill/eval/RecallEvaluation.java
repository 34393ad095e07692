package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Matches once, as COCO does, and counts hits by the rank that a detection has in its image and
 * class: better detections claim objects first, so a limit only cuts the later ranks off. Keys are
 * indexes of classes; in a piece, the number of a count is rank x thresholds + threshold.
 */
final class RecallEvaluation extends KeyedEvaluation {
  private final CocoParameters parameters;
  private final List<Category> classes;
  private final CocoIndex indexes;

  RecallEvaluation(Annotations truth, CocoParameters parameters) {
    super(truth);
    this.parameters = parameters;
    this.classes =
        parameters.categoriesPooled() ? List.of(new Category(-1, "all", "")) : truth.categories();
    this.indexes = new CocoIndex(truth, parameters);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    PairIndex index = indexes.detections(detections);
    Map<Integer, SparseCounts> hits = new TreeMap<>();
    for (int k = 0; k < classes.size(); k++) {
      if (index.size(k) > 0 && indexes.truths().size(k) > 0) {
        CategoryOrder order = CategoryOrder.of(detections, index, k);
        CategoryOutcomes outcomes =
            new CategoryMatcher(parameters, truth(), indexes.truths(), detections, index, k, order)
                .match();
        hits.put(k, count(outcomes));
      }
    }
    return SparseCounts.write(hits);
  }

  private SparseCounts count(CategoryOutcomes outcomes) {
    int thresholds = parameters.iouCount();
    long[] counts = new long[parameters.mostDetections() * thresholds];
    for (int place = 0; place < outcomes.size(); place++) {
      if (outcomes.rank(place) < parameters.mostDetections()) {
        int found = (int) outcomes.outcome(place, 0);
        for (int t = 0; found >>> t != 0 && t < thresholds; t++) {
          counts[outcomes.rank(place) * thresholds + t] += found >>> t & 1;
        }
      }
    }
    SparseCounts sparse = new SparseCounts();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        sparse.add(i, counts[i]);
      }
    }
    return sparse;
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    return SparseCounts.read(fragments).write();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    long[] objects = new long[classes.size()];
    Arrays.setAll(objects, this::objects);
    double[][][] recall = new double[classes.size()][][];
    for (int k = 0; k < recall.length; k++) {
      List<byte[]> piece = reduced.containsKey(k) ? List.of(reduced.get(k)) : List.of();
      recall[k] = recall(SparseCounts.read(piece), objects[k]);
    }
    return new RecallResult(parameters, classes, objects, recall);
  }

  /** Objects of a class that must be found. */
  private long objects(int k) {
    PairIndex index = indexes.truths();
    AreaRange all = parameters.areas().get(0);
    long count = 0;
    for (int place = index.start(k); place < index.end(k); place++) {
      int row = index.row(place);
      boolean ignored =
          parameters.task().ignores(truth().groundTruths(), row)
              || all.excludes(truth().groundTruths().area(row));
      count += ignored ? 0 : 1;
    }
    return count;
  }

  /** By limit and threshold; -1 without objects. */
  private double[][] recall(SparseCounts hits, long objects) {
    int thresholds = parameters.iouCount();
    long[][] found = new long[parameters.maxDetectionsCount()][thresholds];
    hits.byKey()
        .forEach(
            (key, count) -> {
              for (int m = 0; m < found.length; m++) {
                if (key / thresholds < parameters.maxDetections(m)) {
                  found[m][key % thresholds] += count;
                }
              }
            });
    double[][] recall = new double[found.length][thresholds];
    for (int m = 0; m < found.length; m++) {
      for (int t = 0; t < thresholds; t++) {
        recall[m][t] = objects == 0 ? -1 : (double) found[m][t] / objects;
      }
    }
    return recall;
  }
}
