package dev.boxmill.eval;

import java.util.List;

/**
 * An image for the gallery, with what lies in it and what was detected.
 *
 * @param imageId id in the annotations
 * @param path where the image lies, or its file_name when only that is known
 * @param width pixels, 0 when unknown
 * @param height pixels, 0 when unknown
 * @param groundTruths in file order
 * @param detections best score first
 */
public record Example(
    long imageId,
    String path,
    int width,
    int height,
    List<TruthMark> groundTruths,
    List<DetectionMark> detections) {

  public Example {
    groundTruths = List.copyOf(groundTruths);
    detections = List.copyOf(detections);
  }

  /**
   * An object; box in pixels of the image, edges continuous.
   *
   * @param categoryId its class
   * @param label the class's name
   * @param x left edge
   * @param y top edge
   * @param w width
   * @param h height
   * @param crowd whether it stands for several objects
   * @param matched whether a detection of the list matches it at IoU .5
   */
  public record TruthMark(
      int categoryId,
      String label,
      double x,
      double y,
      double w,
      double h,
      boolean crowd,
      boolean matched) {}

  /**
   * A detection; box in pixels of the image, edges continuous.
   *
   * @param categoryId its class
   * @param label the class's name
   * @param score confidence, in the detector's scale
   * @param x left edge
   * @param y top edge
   * @param w width
   * @param h height
   * @param matched whether it matches an object of its class at IoU .5
   */
  public record DetectionMark(
      int categoryId,
      String label,
      double score,
      double x,
      double y,
      double w,
      double h,
      boolean matched) {}
}
