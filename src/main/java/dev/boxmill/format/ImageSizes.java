package dev.boxmill.format;

import java.util.Collection;
import java.util.List;

/** Tells the sizes of images to formats that have coordinates relative to them. */
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

  /** The size of the image with a file name, or null where it is not known. */
  Size find(String fileName);

  /** Names of all images that it knows, for formats that have them without extension. */
  default Collection<String> names() {
    return List.of();
  }
}
