package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A COCO evaluation under way: detections not yet looked at, and classes already evaluated. */
public final class CocoEvaluation implements Metric.Evaluation {
  private final Annotations truth;
  private final CocoParameters parameters;
  private final List<Category> classes;
  private final CategoryCells[] closed;
  private final List<DetectionTable> open = new ArrayList<>();
  private PairIndex truthIndex;

  CocoEvaluation(Annotations truth, CocoParameters parameters) {
    this.truth = truth;
    this.parameters = parameters;
    this.classes =
        parameters.categoriesPooled() ? List.of(new Category(-1, "all", "")) : truth.categories();
    this.closed = new CategoryCells[classes.size()];
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
  public byte[] close() {
    CategoryCells[] cells = new CategoryCells[classes.size()];
    evaluateOpen(cells, 1);
    open.clear();
    int bytes = 0;
    for (int k = 0; k < cells.length; k++) {
      if (cells[k] != null) {
        close(k, cells[k]);
      }
      bytes = Math.addExact(bytes, closed[k] == null ? 0 : 4 + closed[k].byteCount());
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    for (int k = 0; k < closed.length; k++) {
      if (closed[k] != null) {
        closed[k].write(buffer.putInt(k));
      }
    }
    return buffer.array();
  }

  @Override
  public void mergeClosed(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      int k = buffer.getInt();
      close(k, CategoryCells.read(parameters, buffer));
    }
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
    return new CocoResult(parameters, classes, cells);
  }

  /** Fills the cells of classes that have open detections. */
  private void evaluateOpen(CategoryCells[] cells, int threads) {
    if (open.isEmpty()) {
      return;
    }
    DetectionTable detections = DetectionTable.concat(open);
    PairIndex index = detectionIndex(detections);
    truthIndex();
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
    CategoryCells cells = new CategoryCells(parameters, truthIndex().size(k), index.size(k));
    CategoryOrder order = CategoryOrder.of(detections, index, k);
    long[] outcomes =
        new CategoryMatcher(
                parameters, truth.groundTruths(), truthIndex(), detections, index, k, order)
            .match();
    new CategoryAccumulator(parameters, detections, index, k, order, outcomes, cells)
        .accumulate(truth.groundTruths(), truthIndex(), k);
    return cells;
  }

  private PairIndex truthIndex() {
    if (truthIndex == null) {
      int n = truth.groundTruths().size();
      int[] classOf = new int[n];
      int[] imageOf = new int[n];
      for (int row = 0; row < n; row++) {
        classOf[row] = truth.categoryIndex(truth.groundTruths().categoryId(row));
        imageOf[row] = imageIndex(truth.groundTruths().imageId(row));
      }
      int[] fileOrder = IntStream.range(0, n).toArray();
      truthIndex = index(fileOrder, classOf, imageOf);
    }
    return truthIndex;
  }

  private PairIndex detectionIndex(DetectionTable detections) {
    int n = detections.size();
    int[] classOf = new int[n];
    int[] imageOf = new int[n];
    boolean ordered = true;
    int image = -1;
    for (int row = 0; row < n; row++) {
      if (row == 0 || detections.imageId(row) != detections.imageId(row - 1)) {
        image = imageIndex(detections.imageId(row));
      }
      imageOf[row] = image;
      classOf[row] = truth.categoryIndex(detections.categoryId(row));
      ordered &= row == 0 || detections.rank(row) > detections.rank(row - 1);
    }
    int[] order;
    if (ordered) {
      order = IntStream.range(0, n).toArray();
    } else {
      long[] ranks = new long[n];
      Arrays.setAll(ranks, row -> RadixSort.ascending(detections.rank(row)));
      order = RadixSort.order(ranks);
    }
    return index(order, classOf, imageOf);
  }

  private PairIndex index(int[] order, int[] classOf, int[] imageOf) {
    if (!parameters.categoriesPooled()) {
      return PairIndex.of(order, classOf, imageOf, classes.size(), truth.images().size());
    }
    // Within an image the reference strings the classes together, ascending by id.
    int known = 0;
    int[] kept = new int[order.length];
    for (int row : order) {
      if (classOf[row] >= 0) {
        kept[known++] = row;
      }
    }
    int[] byClass = PairIndex.group(kept, known, classOf, new int[truth.categories().size() + 1]);
    return PairIndex.of(byClass, new int[classOf.length], imageOf, 1, truth.images().size());
  }

  /** Index of an image that takes part, -1 when it does not. */
  private int imageIndex(long id) {
    int index = truth.images().indexOf(id);
    if (index < 0) {
      throw new UserException(
          "image id " + id + ": not in the ground truth; evaluate against the matching file");
    }
    return parameters.includesImage(id) ? index : -1;
  }
}
