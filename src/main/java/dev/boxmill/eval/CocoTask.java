package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;

/** What a COCO evaluation compares; all tasks share matching and precision. */
enum CocoTask {
  BOX("coco"),
  MASK("coco-segm"),
  BOUNDARY("boundary"),
  KEYPOINTS("coco-keypoints");

  private final String id;

  CocoTask(String id) {
    this.id = id;
  }

  static CocoTask of(EvaluationOptions.Target target) {
    return switch (target) {
      case BOX -> BOX;
      case MASK -> MASK;
      case KEYPOINTS -> KEYPOINTS;
    };
  }

  /** The protocol's name. */
  String id() {
    return id;
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
            "annotation id "
                + truths.id(row)
                + ": has no "
                + lacks
                + ", which "
                + id
                + " compares; evaluate boxes with coco, or add it to the ground truth");
      }
    }
  }
}
