package dev.boxmill.report;

import java.util.List;

/**
 * An image for the gallery. Boxes are left, top, width, height in pixels of the image.
 *
 * @param path full path, URI, or a name relative to the image folder
 * @param width pixels after EXIF orientation
 * @param height pixels after EXIF orientation
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

  /** An annotated object; matched when a detection found it at IoU .5. */
  public record Truth(
      int categoryId,
      String label,
      double x,
      double y,
      double w,
      double h,
      boolean crowd,
      boolean matched) {}

  /** A detection; matched when it found an object at IoU .5. */
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
