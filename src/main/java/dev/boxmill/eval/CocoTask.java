package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;

/** What a COCO evaluation compares; all tasks share matching and precision. */
enum CocoTask {
  BOX("boxes"),
  MASK("masks"),
  BOUNDARY("boundaries of masks"),
  KEYPOINTS("keypoints");

  private final String what;

  CocoTask(String what) {
    this.what = what;
  }

  static CocoTask of(EvaluationOptions.Target target) {
    return switch (target) {
      case BOX -> BOX;
      case MASK -> MASK;
      case KEYPOINTS -> KEYPOINTS;
    };
  }

  Overlap overlap(Annotations truth, DetectionTable detections) {
    return switch (this) {
      case BOX -> new BoxOverlap(truth.groundTruths(), detections);
      case MASK -> new MaskOverlap(truth, detections, false);
      case BOUNDARY -> new MaskOverlap(truth, detections, true);
      case KEYPOINTS -> new KeypointOverlap(truth.groundTruths(), detections);
    };
  }

  /** Whether an object is neither to be found nor a mistake when found, whatever its size. */
  boolean ignores(GroundTruthTable truths, int row) {
    return truths.crowd(row) || (this == KEYPOINTS && !labelled(truths.keypoints(row)));
  }

  /** Whether any keypoint is labelled. */
  static boolean labelled(double[] keypoints) {
    for (int i = 2; i < keypoints.length; i += 3) {
      if (keypoints[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the results gave a box; readers write 0, 0, 0, 0 where they did not. */
  static boolean hasBox(DetectionTable detections, int row) {
    double[] boxes = detections.boxes();
    int b = 4 * row;
    return boxes[b] != 0 || boxes[b + 1] != 0 || boxes[b + 2] != 0 || boxes[b + 3] != 0;
  }

  /** Sees to it that every object has what is compared. */
  void require(GroundTruthTable truths) {
    for (int row = 0; row < truths.size() && this != BOX; row++) {
      String lacks = null;
      if (this != KEYPOINTS) {
        lacks = truths.segmentation(row) == null ? "segmentation" : null;
      } else if (truths.keypoints(row) == null
          || truths.keypoints(row).length == 0
          || truths.keypoints(row).length % 3 != 0) {
        lacks = "x, y and visibility of keypoints";
      }
      if (lacks != null) {
        throw new UserException(
            String.format(
                "annotation id %d: has no %s to compare %s by; add it to the ground truth, or"
                    + " evaluate boxes with coco",
                truths.id(row), lacks, what));
      }
    }
  }
}
