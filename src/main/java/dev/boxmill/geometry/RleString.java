package dev.boxmill.geometry;

import dev.boxmill.error.UserException;
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

  /** Groups of five bits that fit a long, which no sound number reaches. */
  private static final int MOST_GROUPS = 12;

  private RleString() {}

  /**
   * Run lengths of a compressed string.
   *
   * @throws UserException when the text is not one
   */
  public static int[] decode(String text) {
    int[] counts = new int[Math.max(4, text.length())];
    int n = 0;
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int groups = 0;
      boolean more = true;
      while (more) {
        int bits = at < text.length() ? text.charAt(at) - FIRST : -1;
        if (bits < 0 || bits >= 2 * MORE || groups == MOST_GROUPS) {
          throw new UserException(
              "compressed RLE: "
                  + (at < text.length()
                      ? "character " + (at + 1) + " does not belong there"
                      : "the text breaks off")
                  + "; write it as pycocotools does");
        }
        value |= (long) (bits & (MORE - 1)) << (5 * groups++);
        at++;
        more = (bits & MORE) != 0;
        if (!more && (bits & SIGN) != 0) {
          value |= -1L << (5 * groups);
        }
      }
      value += n > 2 ? counts[n - 2] : 0;
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw new UserException(
            "compressed RLE: run " + (n + 1) + " is " + value + " pixels long; give 0 or more");
      }
      counts[n++] = (int) value;
    }
    return Arrays.copyOf(counts, n);
  }

  /** The compressed string of run lengths. */
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
