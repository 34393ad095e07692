package dev.boxmill.inference;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Size of an image as the detector sees it, from the file's beginning alone.
 *
 * @param width pixels, turned as the camera's orientation says
 * @param height pixels, turned as the camera's orientation says
 */
public record ImageSize(int width, int height) {
  /** Holds the headers of nearly all files, cameras' previews included. */
  private static final int START = 1 << 18;

  private static final int MOST = 1 << 28;

  /**
   * Reads a size.
   *
   * @param file at its beginning; read as far as needed, at most some 256 MiB, and not closed
   * @return null when the bytes are of no image that a detector could read
   * @throws IOException when the file cannot be read
   */
  public static ImageSize read(InputStream file) throws IOException {
    byte[] start = file.readNBytes(START);
    ImageHeader header = ImageHeader.peek(start);
    if (header == null && start.length == START) {
      byte[] rest = file.readNBytes(MOST);
      byte[] all = Arrays.copyOf(start, START + rest.length);
      System.arraycopy(rest, 0, all, START, rest.length);
      start = all;
      header = ImageHeader.peek(start);
    }
    if (header == null) {
      return null;
    }
    return header.format().equals("JPEG") && ExifOrientation.swapsSides(start)
        ? new ImageSize(header.height(), header.width())
        : new ImageSize(header.width(), header.height());
  }
}
