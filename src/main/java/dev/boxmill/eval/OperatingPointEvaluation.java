package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Matches by image, draws curves by class. Keys are indexes of classes. A fragment's marks: bit t
 * says that the detection finds an object at threshold t, bit 16 + t that it is excused there.
 */
final class OperatingPointEvaluation extends KeyedEvaluation {
  static final int EXCUSED = 16;

  private static final CocoParameters COCO = CocoParameters.standard();

  private final double minScore;
  private final int maxDetections;
  private final boolean strict;
  private final Excuses excuses;
  private int[] objects;

  OperatingPointEvaluation(Annotations truth, double minScore, int maxDetections, boolean strict) {
    super(truth);
    this.minScore = minScore;
    this.maxDetections = maxDetections;
    this.strict = strict;
    this.excuses = new Excuses(truth);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    ImageGroups groups = ImageGroups.of(truth(), detections);
    Map<Integer, ScoredMarks> marks = new TreeMap<>();
    for (int image = 0; image < truth().images().size(); image++) {
      match(groups, image, detections, marks);
    }
    Map<Integer, byte[]> fragments = new TreeMap<>();
    marks.forEach((k, rows) -> fragments.put(k, rows.write(rows.size())));
    return fragments;
  }

  /**
   * Every detection, best first, has a claim to the object of its class that it overlaps most, the
   * later one of equals. It is a hit where it reaches the threshold and no better detection with
   * the same claim did.
   */
  private void match(
      ImageGroups groups, int image, DetectionTable detections, Map<Integer, ScoredMarks> marks) {
    int first = groups.detectionStart(image);
    int end = (int) Math.min(groups.detectionEnd(image), (long) first + maxDetections);
    int firstTruth = groups.truthStart(image);
    int[] claimed = new int[groups.truthEnd(image) - firstTruth];
    GroundTruthTable truths = truth().groundTruths();
    for (int d = first; d < end; d++) {
      int row = groups.detectionRow(d);
      if (detections.score(row) < minScore) {
        break;
      }
      double most = 0;
      int match = -1;
      for (int g = firstTruth; g < groups.truthEnd(image); g++) {
        int object = groups.truthRow(g);
        if (truths.categoryId(object) == detections.categoryId(row)
            && (strict || !excuses.optional(object))) {
          double overlap =
              CocoIou.of(detections.boxes(), 4 * row, truths.boxes(), 4 * object, false);
          if (overlap > 0 && overlap >= most) {
            most = overlap;
            match = g - firstTruth;
          }
        }
      }
      int mark = 0;
      if (match >= 0) {
        int reached = reached(most);
        mark = reached & ~claimed[match];
        claimed[match] |= reached;
      }
      if (!strict) {
        mark |= (excused(groups, image, detections, row) & ~mark) << EXCUSED;
      }
      marks
          .computeIfAbsent(
              truth().categoryIndex(detections.categoryId(row)), k -> new ScoredMarks())
          .add(detections.score(row), detections.rank(row), mark);
    }
  }

  /** Bit t: an overlap reaches threshold t. */
  private static int reached(double overlap) {
    int bits = 0;
    for (int t = 0; t < COCO.iouCount(); t++) {
      bits |= overlap >= COCO.iouThreshold(t) ? 1 << t : 0;
    }
    return bits;
  }

  private int excused(ImageGroups groups, int image, DetectionTable detections, int row) {
    boolean unknown = excuses.unknown(groups, image, detections.categoryId(row));
    return reached(unknown ? 1 : excuses.overlap(groups, image, detections, row));
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    return ConfidenceCurve.of(ScoredMarks.read(fragments), objects()[key], COCO.iouCount()).write();
  }

  /** Objects that must be found, by class; counted once. */
  private int[] objects() {
    if (objects == null) {
      objects = strict ? excuses.all() : excuses.required();
    }
    return objects;
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    ConfidenceCurve[] curves = new ConfidenceCurve[truth().categories().size()];
    Arrays.setAll(
        curves,
        k ->
            reduced.containsKey(k)
                ? ConfidenceCurve.read(reduced.get(k), COCO.iouCount())
                : ConfidenceCurve.of(new ScoredMarks(), objects()[k], COCO.iouCount()));
    return new OperatingPointResult(truth().categories(), objects(), curves);
  }
}
