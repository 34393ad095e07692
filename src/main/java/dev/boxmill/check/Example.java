package dev.boxmill.check;

import java.util.List;

/**
 * One place where something was found. What is not known is null.
 *
 * @param image the image's file name
 * @param objectId the annotation's id
 * @param box left, top, width, height in pixels
 * @param detail what is wrong there; of a record that could not be read with its file and line
 */
public record Example(String image, Long objectId, List<Double> box, String detail) {

  public Example {
    box = box == null ? null : List.copyOf(box);
  }

  /** About an image, or the whole set where it is null. */
  static Example of(String image, String detail) {
    return new Example(image, null, null, detail);
  }
}
