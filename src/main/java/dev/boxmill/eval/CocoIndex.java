package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.error.UserException;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

/** Puts objects and detections side by side: by class, image, and the order that breaks ties. */
final class CocoIndex {
  /** Tasks of one executor, and protocols, share an index; it is as large as the ground truth. */
  private static final Map<Annotations, SoftReference<PairIndex>> WHOLE =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Annotations truth;
  private final CocoParameters parameters;
  private PairIndex truthIndex;

  CocoIndex(Annotations truth, CocoParameters parameters) {
    this.truth = truth;
    this.parameters = parameters;
  }

  /** The objects, in file order within a pair. */
  PairIndex truths() {
    if (truthIndex == null) {
      truthIndex = parameters.wholeTruth() ? shared() : indexTruths();
    }
    return truthIndex;
  }

  private PairIndex shared() {
    SoftReference<PairIndex> known = WHOLE.get(truth);
    PairIndex index = known == null ? null : known.get();
    if (index == null) {
      index = indexTruths();
      WHOLE.put(truth, new SoftReference<>(index));
    }
    return index;
  }

  private PairIndex indexTruths() {
    int n = truth.groundTruths().size();
    int[] classOf = new int[n];
    int[] imageOf = new int[n];
    for (int row = 0; row < n; row++) {
      classOf[row] = truth.categoryIndex(truth.groundTruths().categoryId(row));
      imageOf[row] = imageIndex(truth.groundTruths().imageId(row));
    }
    return index(IntStream.range(0, n).toArray(), classOf, imageOf);
  }

  /**
   * Detections by rank within a pair; those of unknown classes and left-out images are not in it.
   */
  PairIndex detections(DetectionTable detections) {
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
      return PairIndex.of(
          order, classOf, imageOf, truth.categories().size(), truth.images().size());
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
