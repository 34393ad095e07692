package dev.boxmill.format;

import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import java.util.Arrays;

/** CVAT's masks: run lengths by rows within a box, beginning with zeros. */
final class CvatMask {
  /** Sixty megapixels; a bitmap of the box is made on the way. */
  private static final int MOST_PIXELS = 60_000_000;

  private CvatMask() {}

  /** The mask of a whole image, by columns as COCO has it. */
  static Rle decode(String runs, double[] box, int imageWidth, int imageHeight) {
    long left = (long) box[0];
    long top = (long) box[1];
    long width = (long) box[2];
    long height = (long) box[3];
    if (left + width > imageWidth || top + height > imageHeight) {
      throw new UserException("the mask reaches beyond the image; check its left, top and size");
    }
    if (width * height > MOST_PIXELS || (long) imageWidth * imageHeight > Integer.MAX_VALUE) {
      throw new UserException("the mask has more than " + MOST_PIXELS + " pixels; cut the image");
    }
    boolean[] inside = bitmap(runs, (int) (width * height));
    Runs out = new Runs();
    out.add(false, left * imageHeight);
    for (int x = 0; x < width; x++) {
      out.add(false, top);
      for (int y = 0; y < height; y++) {
        out.add(inside[(int) (y * width + x)], 1);
      }
      out.add(false, imageHeight - top - height);
    }
    out.add(false, (imageWidth - left - width) * imageHeight);
    return new Rle(imageHeight, imageWidth, out.finish());
  }

  private static boolean[] bitmap(String runs, int pixels) {
    boolean[] inside = new boolean[pixels];
    int at = 0;
    boolean one = false;
    for (String run : runs.split(",", -1)) {
      int length = Numbers.count("rle", run);
      if (length > pixels - at) {
        throw new UserException("the run lengths exceed the mask's box; export the mask again");
      }
      if (one) {
        Arrays.fill(inside, at, at + length, true);
      }
      at += length;
      one = !one;
    }
    if (at != pixels) {
      throw new UserException("the run lengths do not fill the mask's box; export the mask again");
    }
    return inside;
  }

  /** Run lengths in the making. */
  private static final class Runs {
    private int[] counts = new int[16];
    private int size;
    private boolean value;
    private long length;

    void add(boolean next, long n) {
      if (n > 0 && next != value) {
        flush();
        value = next;
      }
      length += n;
    }

    private void flush() {
      if (size == counts.length) {
        counts = Arrays.copyOf(counts, 2 * size);
      }
      counts[size++] = (int) length;
      length = 0;
    }

    int[] finish() {
      if (length > 0) {
        flush();
      }
      return Arrays.copyOf(counts, size);
    }
  }
}
