package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageLabels;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * An LVIS evaluation under way. Fragments are keyed by class and hold its outcomes on some images;
 * reduced, they are its cells.
 */
final class LvisEvaluation extends KeyedEvaluation {
  private final Annotations truth;
  private final CocoParameters parameters;
  private final List<Category> classes;
  private final CocoIndex indexes;

  LvisEvaluation(Annotations truth, CocoParameters parameters) {
    super(truth);
    this.truth = LvisTruth.of(truth);
    this.parameters = parameters;
    this.classes =
        parameters.categoriesPooled() ? List.of(new Category(-1, "all", "")) : truth.categories();
    this.indexes = new CocoIndex(this.truth, parameters);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    PairIndex index = new LvisSelection(truth, parameters).select(detections);
    indexes.truths(); // before threads share it
    Map<Integer, byte[]> fragments = new ConcurrentSkipListMap<>();
    IntStream.range(0, classes.size())
        .parallel()
        .filter(k -> index.size(k) > 0)
        .forEach(k -> fragments.put(k, match(detections, index, k).write(Integer.MAX_VALUE)));
    return fragments;
  }

  private CategoryOutcomes match(DetectionTable detections, PairIndex index, int k) {
    CategoryOrder order = CategoryOrder.of(detections, index, k);
    CategoryOutcomes outcomes =
        new CategoryMatcher(parameters, truth, indexes.truths(), detections, index, k, order)
            .match();
    ImageLabels labels = truth.labels();
    for (int place = 0; labels != null && place < outcomes.size(); place++) {
      int at = index.start(k) + place;
      if (labels.isIncomplete(index.image(at), detections.categoryId(index.row(at)))) {
        outcomes.excuse(place);
      }
    }
    return outcomes;
  }

  @Override
  public byte[] reduce(int k, List<byte[]> fragments) {
    CategoryCells cells = accumulate(k, CategoryOutcomes.read(parameters.areaCount(), fragments));
    ByteBuffer buffer = ByteBuffer.allocate(cells.byteCount());
    cells.write(buffer);
    return buffer.array();
  }

  private CategoryCells accumulate(int k, CategoryOutcomes outcomes) {
    PairIndex truths = indexes.truths();
    CategoryCells cells = new CategoryCells(parameters, truths.size(k), outcomes.detections());
    new CategoryAccumulator(parameters, outcomes, outcomes.byScore(), cells)
        .accumulate(truth.groundTruths(), truths, k);
    return cells;
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    CategoryCells[] cells = new CategoryCells[classes.size()];
    for (int k = 0; k < cells.length; k++) {
      byte[] piece = reduced.get(k);
      cells[k] =
          piece == null
              ? accumulate(k, new CategoryOutcomes(parameters.areaCount(), 0, 0))
              : CategoryCells.read(parameters, ByteBuffer.wrap(piece));
    }
    return new LvisResult(parameters, classes, cells);
  }
}
