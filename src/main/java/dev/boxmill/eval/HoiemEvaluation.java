package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the kinds of detections by image, and counts the best of a class. Keys are indexes of
 * classes; a fragment's marks are kinds.
 */
final class HoiemEvaluation extends KeyedEvaluation {
  /** Overlap above which a detection is near an object. */
  static final double NEAR = 0.1;

  private static final int KINDS = DetectionKind.values().length;

  private final double iou;
  private final Excuses excuses;
  private int[] objects;

  HoiemEvaluation(Annotations truth, double iou) {
    super(truth);
    this.iou = iou;
    this.excuses = new Excuses(truth);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    ImageGroups groups = ImageGroups.of(truth(), detections);
    Map<Integer, ScoredMarks> marks = new TreeMap<>();
    for (int image = 0; image < truth().images().size(); image++) {
      for (int d = groups.detectionStart(image); d < groups.detectionEnd(image); d++) {
        int row = groups.detectionRow(d);
        int k = truth().categoryIndex(detections.categoryId(row));
        if (objects()[k] == 0) {
          continue;
        }
        DetectionKind kind = kind(groups, image, detections, row, k);
        if (kind == DetectionKind.CORRECT || !excused(groups, image, detections, row)) {
          marks
              .computeIfAbsent(k, key -> new ScoredMarks())
              .add(detections.score(row), detections.rank(row), kind.mark());
        }
      }
    }
    Map<Integer, byte[]> fragments = new TreeMap<>();
    marks.forEach((k, rows) -> fragments.put(k, rows.sorted().write(objects()[k])));
    return fragments;
  }

  private DetectionKind kind(
      ImageGroups groups, int image, DetectionTable detections, int row, int k) {
    GroundTruthTable truths = truth().groundTruths();
    DetectionKind kind = DetectionKind.BACKGROUND;
    for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
      int object = groups.truthRow(g);
      double overlap = CocoIou.of(detections.boxes(), 4 * row, truths.boxes(), 4 * object, false);
      if (overlap > Math.min(NEAR, iou) && !excuses.optional(object)) {
        DetectionKind here = kind(overlap, k, truth().categoryIndex(truths.categoryId(object)));
        kind = here.compareTo(kind) < 0 ? here : kind;
      }
    }
    return kind;
  }

  /** What a detection of class k is to an object of class {@code of}. */
  private DetectionKind kind(double overlap, int k, int of) {
    if (k == of && overlap > iou) {
      return DetectionKind.CORRECT;
    }
    if (overlap <= NEAR) {
      return DetectionKind.BACKGROUND;
    }
    if (k == of) {
      return DetectionKind.LOCALIZATION;
    }
    String wider = truth().categories().get(k).supercategory();
    boolean similar =
        !wider.isEmpty() && wider.equals(truth().categories().get(of).supercategory());
    return similar ? DetectionKind.SIMILAR : DetectionKind.OTHER;
  }

  private boolean excused(ImageGroups groups, int image, DetectionTable detections, int row) {
    return excuses.overlap(groups, image, detections, row) > iou
        || excuses.unknown(groups, image, detections.categoryId(row));
  }

  /** Objects that must be found, by class; counted once. */
  private int[] objects() {
    if (objects == null) {
      objects = excuses.required();
    }
    return objects;
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    ScoredMarks best = ScoredMarks.read(fragments);
    int[] counts = new int[KINDS];
    for (int i = 0; i < Math.min(best.size(), objects()[key]); i++) {
      counts[best.mark(i)]++;
    }
    ByteBuffer to = ByteBuffer.allocate(4 * KINDS);
    to.asIntBuffer().put(counts);
    return to.array();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    int[][] counts = new int[truth().categories().size()][KINDS];
    reduced.forEach((k, piece) -> ByteBuffer.wrap(piece).asIntBuffer().get(counts[k]));
    return new HoiemResult(truth().categories(), objects(), counts, iou);
  }
}
