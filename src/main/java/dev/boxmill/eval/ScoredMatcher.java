package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Matches by COCO's rules at one IoU threshold and keeps how well each hit overlaps. Best first, a
 * detection takes the free object of its class that it overlaps most, the later one of equals.
 *
 * <p>Left out of the outcome are detections beyond the limit of an image and class, below the least
 * score, matched with a crowd or an object to ignore, and, where not every class was looked for in
 * every image, those whose class was not.
 */
final class ScoredMatcher {
  private static final double STANDARD_IOU = 0.5;
  private static final int STANDARD_LIMIT = 100;

  private final Annotations truth;
  private final List<Category> classes;
  private final CocoIndex indexes;
  private final double iou;
  private final int limit;
  private final double minScore;
  private boolean[] taken = new boolean[16];

  /**
   * @param protocol for messages
   * @throws UserException when the options ask for more than boxes
   */
  ScoredMatcher(String protocol, Annotations truth, EvaluationOptions options) {
    if (options.target() != EvaluationOptions.Target.BOX) {
      throw new UserException(protocol + " compares boxes; leave --target out");
    }
    this.truth = truth;
    this.classes =
        options.categoriesPooled() ? List.of(new Category(-1, "all", "")) : truth.categories();
    this.indexes = new CocoIndex(truth, CocoParameters.of(options));
    this.iou = options.iou(STANDARD_IOU);
    this.limit = options.maxDetections(STANDARD_LIMIT);
    this.minScore = options.minScore(Double.NEGATIVE_INFINITY);
  }

  /** The classes in the order of the keys. */
  List<Category> classes() {
    return classes;
  }

  /** The threshold that a hit reaches. */
  double iou() {
    return iou;
  }

  /** Objects to be found, a class each. */
  int[] objects() {
    PairIndex truths = indexes.truths();
    int[] counts = new int[classes.size()];
    for (int k = 0; k < counts.length; k++) {
      for (int place = truths.start(k); place < truths.end(k); place++) {
        counts[k] += ignored(truths.row(place)) ? 0 : 1;
      }
    }
    return counts;
  }

  /** What became of the detections, by class; classes without any are not in it. */
  Map<Integer, byte[]> match(DetectionTable detections) {
    PairIndex index = indexes.detections(detections);
    Map<Integer, byte[]> fragments = new TreeMap<>();
    for (int k = 0; k < classes.size(); k++) {
      if (index.size(k) > 0) {
        fragments.put(k, match(detections, index, k).write());
      }
    }
    return fragments;
  }

  private ScoredMatches match(DetectionTable detections, PairIndex index, int k) {
    CategoryOrder order = CategoryOrder.of(detections, index, k);
    ScoredMatches matches = new ScoredMatches(index.size(k));
    PairIndex truths = indexes.truths();
    int g = truths.start(k);
    int end = index.end(k);
    int next;
    for (int d = index.start(k); d < end; d = next) {
      int image = index.image(d);
      for (next = d; next < end && index.image(next) == image; ) {
        next++;
      }
      while (g < truths.end(k) && truths.image(g) < image) {
        g++;
      }
      int gEnd = g;
      while (gEnd < truths.end(k) && truths.image(gEnd) == image) {
        gEnd++;
      }
      if (gEnd > g || !unlabelled(image, k)) {
        int first = d - index.start(k);
        int[] best = new int[Math.min(next - d, limit)];
        Arrays.setAll(best, i -> index.row(index.start(k) + order.byImage(first, i)));
        matchImage(detections, best, truths, g, gEnd, incomplete(image, k), matches);
      }
    }
    return matches;
  }

  private void matchImage(
      DetectionTable detections,
      int[] best,
      PairIndex truths,
      int g,
      int gEnd,
      boolean incomplete,
      ScoredMatches matches) {
    if (taken.length < gEnd - g) {
      taken = new boolean[2 * (gEnd - g)];
    }
    Arrays.fill(taken, 0, gEnd - g, false);
    for (int row : best) {
      if (detections.score(row) < minScore) {
        continue;
      }
      int found = -1;
      double most = 0;
      for (int pass = 0; pass < 2 && found < 0; pass++) {
        most = Math.min(iou, 1 - 1e-10); // the reference never asks for a whole 1
        for (int place = g; place < gEnd; place++) {
          int object = truths.row(place);
          boolean crowd = truth.groundTruths().crowd(object);
          if (ignored(object) != (pass == 1) || (taken[place - g] && !crowd)) {
            continue;
          }
          double value =
              CocoIou.of(
                  detections.boxes(), 4 * row, truth.groundTruths().boxes(), 4 * object, crowd);
          if (value >= most) {
            most = value;
            found = place;
          }
        }
      }
      if (found >= 0) {
        taken[found - g] = true;
        if (!ignored(truths.row(found))) {
          matches.addHit(detections.score(row), detections.rank(row), most);
        }
      } else if (!incomplete) {
        matches.addFalsePositive(detections.score(row), detections.rank(row));
      }
    }
  }

  private boolean ignored(int row) {
    GroundTruthTable objects = truth.groundTruths();
    return objects.crowd(row) || objects.has(row, Flag.IGNORE);
  }

  /** Whether nobody looked for the class in an image without objects of it. */
  private boolean unlabelled(int image, int k) {
    int id = classes.get(k).id();
    return truth.labels() != null
        && !truth.labels().isPresent(image, id)
        && !truth.labels().isAbsent(image, id);
  }

  /** Whether not all objects of the class are annotated: a miss proves nothing. */
  private boolean incomplete(int image, int k) {
    return truth.labels() != null && truth.labels().isIncomplete(image, classes.get(k).id());
  }
}
