package dev.boxmill.report;

import java.util.Arrays;

/**
 * Numbers in [0, 1] as text, for curves of hundreds of classes: thousandths in two characters each,
 * half of what they take as digits. {@code BoxMill.unpack} reads them.
 */
final class Packed {
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int THOUSAND = 1000;

  private Packed() {}

  /** A negative number stands for undefined and is read back as -1. */
  static String of(double... values) {
    StringBuilder text = new StringBuilder(2 * values.length);
    Arrays.stream(values)
        .mapToInt(v -> v < 0 ? 0 : 1 + (int) Math.round(THOUSAND * Math.min(1, v)))
        .forEach(
            n ->
                text.append(DIGITS.charAt(n / DIGITS.length()))
                    .append(DIGITS.charAt(n % DIGITS.length())));
    return text.toString();
  }
}
