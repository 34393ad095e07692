package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.Locale;

/** Yes and no as text files say it. */
final class Flags {

  private Flags() {}

  /** True for 1 and true; false for 0, false, nothing, and Unspecified. */
  static boolean parse(String field, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "1", "true" -> true;
      case "0", "false", "", "unspecified" -> false;
      default ->
          throw new UserException(field + " is '" + Numbers.brief(text.strip()) + "'; give 0 or 1");
    };
  }

  static String text(boolean flag) {
    return flag ? "1" : "0";
  }
}
