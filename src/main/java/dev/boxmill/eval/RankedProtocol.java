package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruthTable;

/** What a protocol with one ranked list a class has of its own. */
interface RankedProtocol {

  /** The protocol's id. */
  String id();

  AveragePrecision averagePrecision();

  /** Whether among equal scores the later detection goes first; else the earlier one. */
  boolean laterFirst();

  /** What finding a group of objects counts. */
  double groupWeight();

  /** Whether the summary has a line for every class. */
  boolean summarisesClasses();

  /** The name of the column that counts objects with a part of their own. */
  String specialColumn();

  /** Whether an object counts in that column. */
  boolean special(GroundTruthTable truths, int row);

  /** How much there is to find in an object: 1, 0 where it is not to be found. */
  double positives(GroundTruthTable truths, int row);

  /** The detections that take part, in classes of the ground truth given to the evaluation. */
  DetectionTable prepare(DetectionTable detections);

  /**
   * Matches the detections of one class in one image to its objects.
   *
   * @param to an entry a threshold, to which every detection that counts is added
   */
  void match(Pair pair, double[] ious, ScoredOutcomes... to);

  /** Neither to be found nor a mistake when found; COCO's crowds are such objects to VOC. */
  static boolean ignorable(GroundTruthTable truths, int row) {
    return truths.has(row, Flag.DIFFICULT) || truths.has(row, Flag.IGNORE);
  }

  /** One class in one image. */
  final class Pair {
    private final int image;
    private final DetectionTable detections;
    private final int[] detectionRows;
    private final GroundTruthTable truths;
    private final int[] truthRows;

    /**
     * @param image the image's index
     * @param detectionRows rows of the detections, best first
     * @param truthRows rows of the objects, in file order
     */
    Pair(
        int image,
        DetectionTable detections,
        int[] detectionRows,
        GroundTruthTable truths,
        int[] truthRows) {
      this.image = image;
      this.detections = detections;
      this.detectionRows = detectionRows;
      this.truths = truths;
      this.truthRows = truthRows;
    }

    int image() {
      return image;
    }

    /** Number of detections. */
    int detections() {
      return detectionRows.length;
    }

    /** Number of objects. */
    int objects() {
      return truthRows.length;
    }

    GroundTruthTable truths() {
      return truths;
    }

    /** The row of object j in {@link #truths}. */
    int truthRow(int j) {
      return truthRows[j];
    }

    double score(int i) {
      return detections.score(detectionRows[i]);
    }

    /** Intersection over union of detection i and object j, or over the detection's area. */
    double overlap(int i, int j, boolean overDetection) {
      return CocoIou.of(
          detections.boxes(),
          4 * detectionRows[i],
          truths.boxes(),
          4 * truthRows[j],
          overDetection);
    }
  }
}
