package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Numbers of anchors to try: one, or all from one to another.
 *
 * @param from at least 1
 * @param to at least {@code from}
 */
record KRange(int from, int to) {
  private static final Pattern RANGE =
      Pattern.compile("\\s*(-?\\d{1,6})(?:\\s*\\.\\.\\s*(\\d{1,6}))?\\s*");

  /** Reads "9" or "1..15". */
  static KRange parse(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      throw new UserException("--k " + text + ": give a number, or a range such as 1..15");
    }
    int from = Integer.parseInt(matcher.group(1));
    int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
    if (from < 1) {
      throw new UserException("--k " + text + ": ask for at least one anchor");
    }
    if (to < from) {
      throw new UserException("--k " + text + ": ends before it starts; give the lower one first");
    }
    return new KRange(from, to);
  }

  boolean sweep() {
    return to > from;
  }

  /**
   * The numbers to try: those that share out evenly over the scales of a model.
   *
   * @param scales at least 1
   * @throws UserException when there is none
   */
  List<Integer> over(int scales) {
    List<Integer> numbers =
        IntStream.rangeClosed(from, to).filter(k -> k % scales == 0).boxed().toList();
    if (numbers.isEmpty()) {
      throw new UserException(
          "--k "
              + this
              + ": does not share out over "
              + scales
              + " --strides; ask for a multiple of "
              + scales);
    }
    return numbers;
  }

  @Override
  public String toString() {
    return sweep() ? from + ".." + to : String.valueOf(from);
  }
}
