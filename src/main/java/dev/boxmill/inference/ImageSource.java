package dev.boxmill.inference;

import java.io.IOException;

/** An image that can be fetched. */
public interface ImageSource {

  /** The full path or URI, as the output names it. */
  String path();

  /**
   * Proposals for models that take them: x, y, width, height in pixels of the upright picture, four
   * values each; null where nobody gave any.
   *
   * @throws UnreadableImageException when those that were given cannot be used
   */
  default float[] proposals() throws UnreadableImageException {
    return null;
  }

  /**
   * The encoded bytes.
   *
   * @throws UnreadableImageException when the file is longer than allowed
   */
  byte[] fetch() throws IOException, UnreadableImageException;
}
