package dev.boxmill.report;

/**
 * Precision over recall of one class at one IoU threshold (area all, at most 100 detections an
 * image). The arrays have equal length and ascend in recall; precision and score are -1 where
 * undefined.
 *
 * @param categoryId {@link #MEAN}, or a class
 * @param name the class's name
 * @param iou the threshold
 * @param recall the protocol's recall levels
 * @param precision the best at this recall or a higher one
 * @param score of the detection that reaches the recall
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of curves; read once
public record PrCurve(
    int categoryId, String name, double iou, double[] recall, double[] precision, double[] score) {

  /** The category id of the mean over classes. */
  public static final int MEAN = -1;
}
