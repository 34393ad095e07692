package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.error.UserException;
import java.util.function.IntPredicate;

/**
 * When a detection that found no object is no mistake, for protocols that show what a detector gets
 * wrong. Objects that are a crowd, a group, to be ignored or difficult need not be found.
 * Detections of their class that lie on one are excused, any number of them: for a difficult object
 * by IoU, for the others (regions that hold an unknown number of objects) by the share of the
 * detection that lies inside. Where not every class was looked for in every image, detections of a
 * class nobody looked for, or whose objects are not all annotated, are excused too.
 */
final class Excuses {
  private final Annotations truth;
  private final GroundTruthTable objects;

  Excuses(Annotations truth) {
    this.truth = truth;
    this.objects = truth.groundTruths();
  }

  /**
   * @throws UserException when other than boxes are to be compared
   */
  static void checkBoxes(String protocol, EvaluationOptions options) {
    if (options.target() != EvaluationOptions.Target.BOX) {
      throw new UserException(
          protocol + " compares boxes alone; leave out masks and keypoints, or use coco");
    }
  }

  /** Whether an object need not be found. */
  boolean optional(int truthRow) {
    return objects.has(truthRow, Flag.CROWD)
        || objects.has(truthRow, Flag.IGNORE)
        || objects.has(truthRow, Flag.DIFFICULT)
        || objects.has(truthRow, Flag.GROUP_OF);
  }

  /** How many objects of each class must be found, by index of the class. */
  int[] required() {
    return count(row -> !optional(row));
  }

  /** How many objects each class has, those included that need not be found. */
  int[] all() {
    return count(row -> true);
  }

  private int[] count(IntPredicate counts) {
    int[] objectsOf = new int[truth.categories().size()];
    for (int row = 0; row < objects.size(); row++) {
      if (counts.test(row)) {
        objectsOf[truth.categoryIndex(objects.categoryId(row))]++;
      }
    }
    return objectsOf;
  }

  /**
   * The largest overlap with an optional object of the detection's class in its image; 0 without
   * one.
   */
  double overlap(ImageGroups groups, int image, DetectionTable detections, int row) {
    double most = 0;
    for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
      int object = groups.truthRow(g);
      if (objects.categoryId(object) == detections.categoryId(row) && optional(object)) {
        boolean region = !objects.has(object, Flag.DIFFICULT) || objects.has(object, Flag.CROWD);
        double overlap =
            CocoIou.of(detections.boxes(), 4 * row, objects.boxes(), 4 * object, region);
        most = Math.max(most, overlap);
      }
    }
    return most;
  }

  /** Whether nobody can tell if a detection of this class without an object is wrong. */
  boolean unknown(ImageGroups groups, int image, int categoryId) {
    ImageLabels labels = truth.labels();
    if (labels == null || labels.isAbsent(image, categoryId)) {
      return false;
    }
    if (labels.isIncomplete(image, categoryId)) {
      return true;
    }
    if (labels.isPresent(image, categoryId)) {
      return false;
    }
    for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
      if (objects.categoryId(groups.truthRow(g)) == categoryId) {
        return false;
      }
    }
    return true;
  }
}
