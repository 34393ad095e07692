package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.util.Arrays;

/**
 * Which objects and detections found each other at one IoU threshold, by COCO's rules: per image
 * and class, all sizes, the best 100 detections.
 */
final class BoxMatches {
  private static final int LIMIT = 100;

  private final boolean[] truthFound;
  private final boolean[] matched;
  private final int[] partner;
  private final boolean[] counted;

  private BoxMatches(int truths, int detections) {
    truthFound = new boolean[truths];
    matched = new boolean[detections];
    partner = new int[detections];
    Arrays.fill(partner, -1);
    counted = new boolean[detections];
  }

  /** Matches all detections; those of classes that the ground truth lacks match nothing. */
  static BoxMatches of(Annotations truth, DetectionTable detections, double iou) {
    CocoParameters parameters =
        CocoParameters.standard()
            .withIouThresholds(iou)
            .withMaxDetections(LIMIT)
            .withAreas(CocoParameters.standard().areas().subList(0, 1));
    CocoIndex indexes = new CocoIndex(truth, parameters);
    PairIndex truths = indexes.truths();
    PairIndex index = indexes.detections(detections);
    BoxMatches matches = new BoxMatches(truth.groundTruths().size(), detections.size());
    for (int k = 0; k < truth.categories().size(); k++) {
      CategoryOrder order = CategoryOrder.of(detections, index, k);
      CategoryMatcher matcher =
          new CategoryMatcher(parameters, truth, truths, detections, index, k, order);
      CategoryOutcomes outcomes = matcher.match();
      for (int place = 0; place < outcomes.size(); place++) {
        int row = index.row(index.start(k) + place);
        long outcome = outcomes.outcome(place, 0);
        boolean found = outcome != 0;
        boolean ignored = outcome >>> 32 != 0;
        matches.matched[row] = found;
        matches.partner[row] = matcher.partner(place);
        if (matches.partner[row] >= 0) {
          matches.truthFound[matches.partner[row]] = true;
        }
        matches.counted[row] = order.rankInImage(place) < LIMIT && !ignored;
      }
    }
    return matches;
  }

  /** Whether a detection matches this object. */
  boolean truthFound(int row) {
    return truthFound[row];
  }

  /** Whether a detection matches an object, a crowd included. */
  boolean matched(int row) {
    return matched[row];
  }

  /** Row of the object, a crowd included, that a detection matches; -1 for none. */
  int partner(int row) {
    return partner[row];
  }

  /** Whether a detection is neither a hit nor excused by a crowd or the limit. */
  boolean falsePositive(int row) {
    return counted[row] && !matched[row];
  }
}
