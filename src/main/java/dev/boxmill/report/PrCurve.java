package dev.boxmill.report;

/**
 * Precision over recall of one class at one IoU threshold (area all, at most 100 detections an
 * image). The arrays have equal length and ascend in recall; precision and score are -1 where
 * undefined.
 *
 * @param categoryId -1: mean over classes
 * @param name the class's name
 * @param iou the threshold
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of curves; read once
public record PrCurve(
    int categoryId, String name, double iou, double[] recall, double[] precision, double[] score) {

  /** The category id of the mean over classes. */
  public static final int MEAN = -1;
}
