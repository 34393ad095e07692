package dev.boxmill.report;

import java.util.List;

/**
 * An image for the gallery. Boxes are left, top, width, height in pixels of the image.
 *
 * @param imageId the annotations' id
 * @param path full path, URI, or a name relative to the image folder
 * @param width pixels after EXIF orientation
 * @param height pixels after EXIF orientation
 * @param groundTruths all of the image, crowd regions too
 * @param detections in any order
 */
public record Example(
    long imageId,
    String path,
    int width,
    int height,
    List<Truth> groundTruths,
    List<Found> detections) {

  public Example {
    groundTruths = List.copyOf(groundTruths);
    detections = List.copyOf(detections);
  }

  /**
   * An annotated object.
   *
   * @param categoryId its class
   * @param label the class's name
   * @param x left
   * @param y top
   * @param w width
   * @param h height
   * @param crowd whether it is COCO's region of many objects
   * @param matched whether a detection found it at IoU .5
   */
  public record Truth(
      int categoryId,
      String label,
      double x,
      double y,
      double w,
      double h,
      boolean crowd,
      boolean matched) {}

  /**
   * A detection.
   *
   * @param categoryId its class
   * @param label the class's name
   * @param score confidence, in the detector's scale
   * @param x left
   * @param y top
   * @param w width
   * @param h height
   * @param matched whether it found an object at IoU .5
   */
  public record Found(
      int categoryId,
      String label,
      double score,
      double x,
      double y,
      double w,
      double h,
      boolean matched) {}
}
