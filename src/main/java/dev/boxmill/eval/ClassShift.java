package dev.boxmill.eval;

import dev.boxmill.data.Annotations;

/** How the class of a detection relates to that of the object it lies on. */
enum ClassShift {
  SAME("the same", ""),
  ONE_LESS("one less", "add 1 to the detections' category ids"),
  ONE_MORE("one more", "take 1 off the detections' category ids"),
  PLACE_FROM_ZERO(
      "its place among the categories, from 0",
      "write the annotation file's category ids (COCO's 80 classes have ids up to 90)"),
  PLACE_FROM_ONE(
      "its place among the categories, from 1",
      "write the annotation file's category ids (COCO's 80 classes have ids up to 90)");

  private final String words;
  private final String remedy;

  ClassShift(String words, String remedy) {
    this.words = words;
    this.remedy = remedy;
  }

  /** What the detection's category id is, seen from the object's. */
  String words() {
    return words;
  }

  String remedy() {
    return remedy;
  }

  boolean holds(Annotations truth, int objectId, int detectionId) {
    return switch (this) {
      case SAME -> detectionId == objectId;
      case ONE_LESS -> detectionId == objectId - 1;
      case ONE_MORE -> detectionId == objectId + 1;
      case PLACE_FROM_ZERO -> detectionId == truth.categoryIndex(objectId);
      case PLACE_FROM_ONE -> detectionId == truth.categoryIndex(objectId) + 1;
    };
  }
}
