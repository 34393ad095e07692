package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.math.BigDecimal;

/** Numbers as text files have them. */
final class Numbers {
  private static final int SHOWN = 40;

  /** Decimals of coordinates relative to an image: a millionth of a pixel in 10,000. */
  private static final double RELATIVE = 1e10;

  private Numbers() {}

  /** A finite number. */
  static double parse(String field, String text) {
    String plain = text.strip();
    // Double.parseDouble would also take hexadecimal numbers and Java's suffixes.
    if (!plain.isEmpty() && "0123456789.".indexOf(plain.charAt(plain.length() - 1)) >= 0) {
      try {
        double value = Double.parseDouble(plain);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw wrong(field, plain);
      }
    }
    throw wrong(field, plain);
  }

  /** A whole number from 0 on that an int holds; decimals are accepted when they are zeros. */
  static int count(String field, String text) {
    return (int) whole(field, text, Integer.MAX_VALUE);
  }

  /** A whole number from 0 on. */
  static long id(String field, String text) {
    return whole(field, text, 1L << 53);
  }

  private static long whole(String field, String text, long most) {
    double value = parse(field, text);
    if (value != Math.rint(value) || value < 0 || value > most) {
      throw new UserException(
          field + " is " + brief(text.strip()) + "; give a whole number from 0 to " + most);
    }
    return (long) value;
  }

  private static UserException wrong(String field, String text) {
    return new UserException(field + " is '" + brief(text) + "'; give a number");
  }

  /** A name fit for a message of one line. */
  static String oneLine(String name) {
    return name.replaceAll("\\p{Cntrl}", " ");
  }

  /** What a file says, fit for a message of one line and cut. */
  static String brief(String text) {
    String line = oneLine(text);
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }

  /** The shortest decimal notation that reads back equal, without an exponent. */
  static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String text = Double.toString(value);
    return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
  }

  /** A coordinate relative to an image, to ten decimals. */
  static String relative(double value) {
    return text(Math.rint(value * RELATIVE) / RELATIVE);
  }
}
