package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.InternalException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A COCO evaluation under way: detections not yet looked at, and classes already evaluated. */
public final class CocoEvaluation implements Metric.Evaluation {
  private final String id;
  private final Annotations truth;
  private final CocoParameters parameters;
  private final List<Category> classes;
  private final CategoryCells[] closed;
  private final List<DetectionTable> open = new ArrayList<>();
  private final CocoIndex indexes;
  private final Resampling resampling;
  private ImageWeights weights;

  CocoEvaluation(String id, Annotations truth, CocoParameters parameters) {
    this(id, truth, parameters, Resampling.none());
  }

  /**
   * @param id the protocol's name
   */
  CocoEvaluation(String id, Annotations truth, CocoParameters parameters, Resampling resampling) {
    this.id = id;
    this.truth = truth;
    this.resampling = resampling;
    this.parameters = parameters;
    this.classes =
        parameters.categoriesPooled() ? List.of(new Category(-1, "all", "")) : truth.categories();
    this.closed = new CategoryCells[classes.size()];
    this.indexes = new CocoIndex(truth, parameters);
  }

  @Override
  public void add(DetectionTable detections) {
    if (detections.size() > 0) {
      open.add(detections);
    }
  }

  @Override
  public void merge(Metric.Evaluation other) {
    if (!(other instanceof CocoEvaluation that) || that.closed.length != closed.length) {
      throw new InternalException("merged with an evaluation of another kind or ground truth");
    }
    open.addAll(that.open);
    for (int k = 0; k < closed.length; k++) {
      if (that.closed[k] != null) {
        close(k, that.closed[k]);
      }
    }
  }

  @Override
  public Map<Integer, byte[]> close() {
    Map<Integer, byte[]> fragments = new TreeMap<>();
    if (!open.isEmpty()) {
      DetectionTable detections = DetectionTable.concat(open);
      open.clear();
      PairIndex index = indexes.detections(detections);
      for (int k = 0; k < classes.size(); k++) {
        if (index.size(k) > 0) {
          CategoryOrder order = CategoryOrder.of(detections, index, k);
          byte[] outcomes = match(detections, index, k, order).write(parameters.mostDetections());
          fragments.put(k, outcomes);
        }
      }
    }
    return fragments;
  }

  @Override
  public byte[] reduce(int k, List<byte[]> fragments) {
    CategoryOutcomes outcomes = CategoryOutcomes.read(parameters.areaCount(), fragments);
    CategoryCells cells = accumulate(k, outcomes, outcomes.byScore());
    ByteBuffer buffer = ByteBuffer.allocate(cells.byteCount());
    cells.write(buffer);
    return buffer.array();
  }

  @Override
  public void mergeReduced(int k, byte[] reduced) {
    close(k, CategoryCells.read(parameters, ByteBuffer.wrap(reduced)));
  }

  private void close(int k, CategoryCells cells) {
    if (closed[k] != null) {
      throw new InternalException("class " + classes.get(k).id() + " was evaluated in two places");
    }
    closed[k] = cells;
  }

  @Override
  public CocoResult result() {
    CategoryCells[] cells = new CategoryCells[classes.size()];
    evaluateOpen(cells, Runtime.getRuntime().availableProcessors());
    DetectionTable none = new DetectionTable.Builder().build();
    PairIndex empty = PairIndex.of(new int[0], new int[0], new int[0], cells.length, 0);
    for (int k = 0; k < cells.length; k++) {
      if (closed[k] != null && cells[k] != null) {
        throw new InternalException("detections of class " + classes.get(k).id() + " came late");
      }
      if (closed[k] != null) {
        cells[k] = closed[k];
      } else if (cells[k] == null) {
        cells[k] = evaluate(none, empty, k);
      }
    }
    CocoSamples samples = new CocoSamples(parameters, resampling, weights(), classes, cells);
    return new CocoResult(id, parameters, classes, samples, cells);
  }

  /** Fills the cells of classes that have open detections. */
  private void evaluateOpen(CategoryCells[] cells, int threads) {
    if (open.isEmpty()) {
      return;
    }
    DetectionTable detections = DetectionTable.concat(open);
    PairIndex index = indexes.detections(detections);
    indexes.truths(); // before threads share it
    weights();
    int[] bySize =
        IntStream.range(0, cells.length)
            .filter(k -> index.size(k) > 0)
            .boxed()
            .sorted((a, b) -> Integer.compare(index.size(b), index.size(a)))
            .mapToInt(Integer::intValue)
            .toArray();
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < bySize.length; i = next.getAndIncrement()) {
            cells[bySize[i]] = evaluate(detections, index, bySize[i]);
          }
        };
    if (threads == 1) {
      worker.run();
    } else {
      IntStream.range(0, threads).parallel().forEach(unused -> worker.run());
    }
  }

  private CategoryCells evaluate(DetectionTable detections, PairIndex index, int k) {
    CategoryOrder order = CategoryOrder.of(detections, index, k);
    return accumulate(k, match(detections, index, k, order), order.byScore());
  }

  private CategoryOutcomes match(
      DetectionTable detections, PairIndex index, int k, CategoryOrder order) {
    return new CategoryMatcher(parameters, truth, indexes.truths(), detections, index, k, order)
        .match();
  }

  private CategoryCells accumulate(int k, CategoryOutcomes outcomes, int[] byScore) {
    PairIndex truths = indexes.truths();
    CategoryCells cells = new CategoryCells(parameters, truths.size(k), outcomes.detections());
    new CategoryAccumulator(parameters, outcomes, byScore, cells)
        .accumulate(truth.groundTruths(), truths, k);
    if (weights().size() > 0) {
      cells.samples(
          new CategorySampler(parameters, weights())
              .measure(outcomes, byScore, truth.groundTruths(), truths, k));
    }
    return cells;
  }

  private ImageWeights weights() {
    if (weights == null) {
      weights = new ImageWeights(truth, resampling);
    }
    return weights;
  }
}
