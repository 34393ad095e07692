package dev.boxmill.geometry;

import dev.boxmill.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * COCO's compressed form of run lengths: from the fourth on, each is the difference to the one two
 * before it; a number is written in groups of five bits, lowest first, as characters from '0' to
 * 'o', of which all but the last carry bit 32. Bit 16 of the last one is the sign.
 */
public final class RleString {
  private static final int FIRST = '0';
  private static final int MORE = 32;
  private static final int SIGN = 16;

  /** Seven groups of five bits: more than any run, or difference of two, takes. */
  private static final int LONGEST = 35;

  private RleString() {}

  /**
   * Run lengths of a compressed string.
   *
   * @param text COCO's {@code counts} string; empty for no runs
   * @return lengths of the runs in pixels, the first of zeros
   * @throws UserException when the text is not one
   */
  public static int[] decode(String text) {
    byte[] signs = text.getBytes(StandardCharsets.UTF_8);
    try {
      return decode(signs, 0, signs.length);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "compressed RLE: the run lengths " + e.getMessage() + "; write it as pycocotools does",
          e);
    }
  }

  /**
   * The same of some bytes of an ASCII text.
   *
   * @param text is not written to
   * @param from index of the first byte
   * @param to index after the last one
   * @return lengths of the runs in pixels, the first of zeros
   * @throws IllegalArgumentException saying what is wrong with the run lengths
   */
  public static int[] decode(byte[] text, int from, int to) {
    int[] counts = new int[Math.max(4, (to - from) / 2)];
    int n = 0;
    int at = from;
    while (at < to) {
      long value = 0;
      int shift = 0;
      int bits;
      do {
        if (at == to) {
          throw new IllegalArgumentException("break off");
        }
        bits = text[at++] - FIRST;
        if (bits < 0 || bits >= 2 * MORE || shift == LONGEST) {
          throw new IllegalArgumentException(
              "hold character " + (at - from) + ", which does not belong there");
        }
        value |= (long) (bits & (MORE - 1)) << shift;
        shift += 5;
      } while ((bits & MORE) != 0);
      if ((bits & SIGN) != 0) {
        value |= -1L << shift;
      }
      value += n > 2 ? counts[n - 2] : 0;
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("hold a run of " + value + " pixels");
      }
      if (n == counts.length) {
        counts = Arrays.copyOf(counts, 2 * n);
      }
      counts[n++] = (int) value;
    }
    return Arrays.copyOf(counts, n);
  }

  /**
   * The inverse of {@link #decode(String)}.
   *
   * @param counts lengths of the runs in pixels, not negative
   * @return the shortest form, as pycocotools writes it
   */
  public static String encode(int[] counts) {
    StringBuilder text = new StringBuilder(2 * counts.length);
    for (int i = 0; i < counts.length; i++) {
      int rest = i > 2 ? counts[i] - counts[i - 2] : counts[i];
      boolean more = true;
      while (more) {
        int bits = rest & (MORE - 1);
        rest >>= 5;
        more = (bits & SIGN) == 0 ? rest != 0 : rest != -1;
        text.append((char) (FIRST + (more ? bits | MORE : bits)));
      }
    }
    return text.toString();
  }
}
