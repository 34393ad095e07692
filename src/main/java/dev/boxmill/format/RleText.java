package dev.boxmill.format;

import dev.boxmill.data.Rle;
import java.util.Arrays;

/**
 * COCO's run lengths as text: an ASCII sign holds five bits of a number from the lowest on, its
 * sixth bit says whether more follow; from the fourth run on a number is the difference to the run
 * two before.
 */
final class RleText {
  private static final int FIRST_SIGN = 48;
  private static final int SIGNS = 64;
  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;

  /** Seven signs of five bits: more than any run below 2^31, or difference of two, takes. */
  private static final int LONGEST = 35;

  private RleText() {}

  /**
   * The run lengths that a text stands for; they may be negative in a bad one.
   *
   * @throws IllegalArgumentException saying what is wrong, when it is no such text
   */
  static int[] counts(byte[] text, int from, int to) {
    int[] counts = new int[Math.max(4, (to - from) / 2)];
    int n = 0;
    int p = from;
    while (p < to) {
      long value = 0;
      int shift = 0;
      int sign;
      do {
        sign = p < to ? text[p++] - FIRST_SIGN : -1;
        if (sign < 0 || sign >= SIGNS || shift >= LONGEST) {
          throw new IllegalArgumentException("are no run lengths as COCO writes them");
        }
        value |= (long) (sign & 0x1f) << shift;
        shift += 5;
      } while ((sign & MORE) != 0);
      if ((sign & SIGN) != 0) {
        value |= -1L << shift;
      }
      if (n > 2) {
        value += counts[n - 2];
      }
      if (n == counts.length) {
        counts = Arrays.copyOf(counts, 2 * n);
      }
      counts[n++] = (int) Math.max(-1, Math.min(value, Integer.MAX_VALUE));
    }
    return Arrays.copyOf(counts, n);
  }

  /**
   * A mask whose runs fill its image.
   *
   * @throws IllegalArgumentException saying what is wrong, when they do not
   */
  static Rle mask(long height, long width, int... counts) {
    if (height < 1 || width < 1 || height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("have a size " + height + " x " + width);
    }
    long sum = 0;
    for (int run : counts) {
      if (run < 0) {
        throw new IllegalArgumentException("hold a negative run");
      }
      sum += run;
    }
    if (sum != height * width) {
      throw new IllegalArgumentException(
          "add up to " + sum + ", not to " + height + " x " + width + " pixels");
    }
    return new Rle((int) height, (int) width, counts);
  }

  /** Number of pixels. */
  static int area(Rle mask) {
    int area = 0;
    for (int i = 1; i < mask.counts().length; i += 2) {
      area += mask.counts()[i];
    }
    return area;
  }

  /** Writes left, top, width and height of a mask's bounding box; zeros when it is empty. */
  static void box(Rle mask, double... box) {
    int h = mask.height();
    int left = Integer.MAX_VALUE;
    int right = -1;
    int top = h;
    int bottom = -1;
    int start = 0;
    for (int i = 0; i < mask.counts().length; i++) {
      int run = mask.counts()[i];
      if (i % 2 == 1 && run > 0) {
        int last = start + run - 1;
        boolean oneColumn = start / h == last / h;
        left = Math.min(left, start / h);
        right = last / h;
        top = Math.min(top, oneColumn ? start % h : 0);
        bottom = Math.max(bottom, oneColumn ? last % h : h - 1);
      }
      start += run;
    }
    boolean empty = right < 0;
    box[0] = empty ? 0 : left;
    box[1] = empty ? 0 : top;
    box[2] = empty ? 0 : right - left + 1;
    box[3] = empty ? 0 : bottom - top + 1;
  }
}
