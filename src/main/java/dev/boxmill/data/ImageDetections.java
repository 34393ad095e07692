package dev.boxmill.data;

import java.util.List;

/**
 * What the detect job knows of one image; one row of its Parquet output.
 *
 * @param path the image's full path or URI
 * @param width pixels after EXIF orientation, 0 when unreadable
 * @param height pixels after EXIF orientation, 0 when unreadable
 * @param detections best score first; empty when unreadable
 * @param error null, or why the image could not be processed
 */
public record ImageDetections(
    String path, int width, int height, List<Detection> detections, String error) {

  /** Copies the list. */
  public ImageDetections {
    detections = List.copyOf(detections);
  }
}
