package dev.boxmill.inference;

import java.io.IOException;

/** An image that can be fetched. */
public interface ImageSource {

  /** {@return the full path or URI, as the output names it} */
  String path();

  /**
   * {@return proposals for models that take them: x, y, width, height in pixels of the upright
   * picture, four values each; null where nobody gave any}
   *
   * @throws UnreadableImageException when those that were given cannot be used
   */
  default float[] proposals() throws UnreadableImageException {
    return null;
  }

  /**
   * {@return the encoded bytes; a source need give them only once}
   *
   * @throws IOException when the store does not give them
   * @throws UnreadableImageException when the file is longer than allowed, or there are none
   */
  byte[] fetch() throws IOException, UnreadableImageException;
}
