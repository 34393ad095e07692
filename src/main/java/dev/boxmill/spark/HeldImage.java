package dev.boxmill.spark;

import dev.boxmill.inference.ErrorReason;
import dev.boxmill.inference.ImageSource;
import dev.boxmill.inference.UnreadableImageException;
import java.io.IOException;

/** An image in memory, or what kept it from there, to be run more than once. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record HeldImage(
    String path,
    float[] proposals,
    byte[] bytes,
    IOException failure,
    UnreadableImageException reason)
    implements ImageSource {

  /** Fetches an image: sources give their bytes once. */
  static HeldImage of(ImageSource image) {
    try {
      return new HeldImage(image.path(), image.proposals(), image.fetch(), null, null);
    } catch (IOException e) {
      return new HeldImage(image.path(), null, null, e, null);
    } catch (UnreadableImageException e) {
      return new HeldImage(image.path(), null, null, null, e);
    }
  }

  /** One that keeps its place in the batch and leaves it empty. */
  HeldImage leftOut() {
    return new HeldImage(
        path, null, null, null, new UnreadableImageException(ErrorReason.EMPTY, "left out"));
  }

  @Override
  public byte[] fetch() throws IOException, UnreadableImageException {
    if (failure != null) {
      throw failure;
    }
    if (reason != null) {
      throw reason;
    }
    return bytes;
  }
}
