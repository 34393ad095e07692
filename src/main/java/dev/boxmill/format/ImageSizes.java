package dev.boxmill.format;

import java.util.Collection;
import java.util.List;

/**
 * Tells the sizes of images to formats that have coordinates relative to them. Several threads may
 * ask at once.
 */
@FunctionalInterface
public interface ImageSizes {

  /** No size is known. */
  ImageSizes NONE = fileName -> null;

  /**
   * Width and height in pixels.
   *
   * @param width at least 1
   * @param height at least 1
   */
  record Size(int width, int height) {}

  /**
   * {@return the size of an image, or null where it is not known}
   *
   * @param fileName as the annotations or {@link #names} have it
   */
  Size find(String fileName);

  /**
   * {@return names of all images that it knows, for formats that have them without extension; may
   * be empty}
   */
  default Collection<String> names() {
    return List.of();
  }
}
