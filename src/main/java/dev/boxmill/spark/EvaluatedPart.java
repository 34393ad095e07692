package dev.boxmill.spark;

import java.util.List;

/**
 * What one task found out about the classes that fell to it.
 *
 * @param closed the evaluation's state, from {@link dev.boxmill.eval.Metric.Evaluation#close}
 * @param imageErrors from {@link dev.boxmill.eval.ImageErrors#save}
 * @param detections detections seen
 * @param unknownImageRows detections of images that the ground truth lacks
 * @param unknownImages the smallest few of those images' ids
 * @param unknownClassRows detections of classes that the ground truth lacks
 * @param unknownClasses the smallest few of those classes' ids
 * @param unreadable whether the source has to be read in the careful way instead
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to the driver
record EvaluatedPart(
    byte[] closed,
    byte[] imageErrors,
    long detections,
    long unknownImageRows,
    List<Long> unknownImages,
    long unknownClassRows,
    List<Long> unknownClasses,
    boolean unreadable) {

  EvaluatedPart {
    unknownImages = List.copyOf(unknownImages);
    unknownClasses = List.copyOf(unknownClasses);
  }
}
