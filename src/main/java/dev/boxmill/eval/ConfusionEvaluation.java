package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts (true class, predicted class). Keys are the index of the true class, or the number of
 * classes for the background; a piece holds counts by index of the predicted class. Objects not
 * found are not in the pieces: they are what the found ones leave of the ground truth.
 */
final class ConfusionEvaluation extends KeyedEvaluation {
  private final double iou;
  private final double minScore;
  private final boolean strict;
  private final Excuses excuses;

  // One image's worth of pairs above the threshold, grown as needed.
  private int[] pairDetections = new int[16];
  private int[] pairTruths = new int[16];
  private double[] pairIous = new double[16];

  ConfusionEvaluation(Annotations truth, double iou, double minScore, boolean strict) {
    super(truth);
    this.iou = iou;
    this.minScore = minScore;
    this.strict = strict;
    this.excuses = new Excuses(truth);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    ImageGroups groups = ImageGroups.of(truth(), detections);
    Map<Integer, SparseCounts> counts = new TreeMap<>();
    for (int image = 0; image < truth().images().size(); image++) {
      int first = groups.detectionStart(image);
      int end = first;
      while (end < groups.detectionEnd(image)
          && detections.score(groups.detectionRow(end)) >= minScore) {
        end++;
      }
      if (end > first) {
        match(groups, image, detections, end, counts);
      }
    }
    return SparseCounts.write(counts);
  }

  /**
   * @param end place behind the image's last detection that counts
   */
  private void match(
      ImageGroups groups,
      int image,
      DetectionTable detections,
      int end,
      Map<Integer, SparseCounts> counts) {
    int first = groups.detectionStart(image);
    int firstTruth = groups.truthStart(image);
    int pairs = pairs(groups, image, detections, end);
    long[] keys = new long[pairs];
    Arrays.setAll(keys, p -> RadixSort.descending(pairIous[p]));
    boolean[] found = new boolean[groups.truthEnd(image) - firstTruth];
    boolean[] placed = new boolean[end - first];
    boolean[] tried = new boolean[end - first];
    // Of equal overlaps the better score goes first, then the smaller rank, then the earlier
    // object:
    // the order of the pairs, which the sort keeps.
    for (int p : RadixSort.order(keys)) {
      int d = pairDetections[p] - first;
      int g = pairTruths[p] - firstTruth;
      boolean free = !placed[d] && !found[g] && !(strict && tried[d]);
      tried[d] = true;
      if (free) {
        placed[d] = true;
        found[g] = true;
        int truthRow = groups.truthRow(pairTruths[p]);
        count(
            truth().categoryIndex(truth().groundTruths().categoryId(truthRow)),
            detections.categoryId(groups.detectionRow(pairDetections[p])),
            counts);
      }
    }
    for (int d = first; d < end; d++) {
      int row = groups.detectionRow(d);
      if (!placed[d - first] && !excused(groups, image, detections, row)) {
        count(truth().categories().size(), detections.categoryId(row), counts);
      }
    }
  }

  private int pairs(ImageGroups groups, int image, DetectionTable detections, int end) {
    GroundTruthTable truths = truth().groundTruths();
    int pairs = 0;
    for (int d = groups.detectionStart(image); d < end; d++) {
      for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
        int row = groups.truthRow(g);
        int detection = groups.detectionRow(d);
        double overlap =
            CocoIou.of(detections.boxes(), 4 * detection, truths.boxes(), 4 * row, false);
        if (overlap > iou && !optional(row)) {
          if (pairs == pairIous.length) {
            pairDetections = Arrays.copyOf(pairDetections, 2 * pairs);
            pairTruths = Arrays.copyOf(pairTruths, 2 * pairs);
            pairIous = Arrays.copyOf(pairIous, 2 * pairs);
          }
          pairDetections[pairs] = d;
          pairTruths[pairs] = g;
          pairIous[pairs++] = overlap;
        }
      }
    }
    return pairs;
  }

  private boolean optional(int truthRow) {
    return !strict && excuses.optional(truthRow);
  }

  private boolean excused(ImageGroups groups, int image, DetectionTable detections, int row) {
    return !strict
        && (excuses.overlap(groups, image, detections, row) > iou
            || excuses.unknown(groups, image, detections.categoryId(row)));
  }

  private void count(int trueClass, int categoryId, Map<Integer, SparseCounts> counts) {
    counts
        .computeIfAbsent(trueClass, k -> new SparseCounts())
        .add(truth().categoryIndex(categoryId), 1);
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    return SparseCounts.read(fragments).write();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    int classes = truth().categories().size();
    int[] objects = strict ? excuses.all() : excuses.required();
    SparseCounts[] matrix = new SparseCounts[classes + 1];
    for (int k = 0; k <= classes; k++) {
      byte[] piece = reduced.get(k);
      matrix[k] = SparseCounts.read(piece == null ? List.of() : List.of(piece));
      long missed = k == classes ? 0 : objects[k] - matrix[k].sum();
      if (missed > 0) {
        matrix[k].add(classes, missed);
      }
    }
    return new ConfusionResult(truth().categories(), matrix, iou, minScore);
  }
}
