package dev.boxmill.inference;

import java.io.IOException;

/** An image that can be fetched. */
public interface ImageSource {

  /** The full path or URI, as the output names it. */
  String path();

  /**
   * The encoded bytes.
   *
   * @throws UnreadableImageException when the file is longer than allowed
   */
  byte[] fetch() throws IOException, UnreadableImageException;
}
