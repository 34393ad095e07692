package dev.boxmill.report;

/**
 * A number with its name, large.
 *
 * @param label the name
 * @param value the number as a person reads it
 * @param hint what the name stands for
 * @param level its share of the best possible in [0, 1], or -1: draws no meter
 * @param alarming whether it asks for attention
 * @param interval how sure the number is, or null
 */
public record Card(
    String label, String value, String hint, double level, boolean alarming, Interval interval) {

  /**
   * A confidence interval.
   *
   * @param low lower bound, a share as {@link Card#level}
   * @param high upper bound, likewise
   * @param text as a person reads it
   */
  public record Interval(double low, double high, String text) {}

  Card(String label, String value, String hint, double level, boolean alarming) {
    this(label, value, hint, level, alarming, null);
  }

  /** A share of which more is better. */
  static Card metric(String label, double value, String hint) {
    return new Card(label, Format.metric(value), hint, value, false);
  }

  /** A share of which less is better: a meter would tell the contrary. */
  static Card error(String label, double value, String hint) {
    return new Card(label, Format.metric(value), hint, -1, false);
  }

  /** Any text. */
  static Card plain(String label, String value, String hint) {
    return new Card(label, value, hint, -1, false);
  }

  Card with(Interval bounds) {
    return new Card(label, value, hint, level, alarming, bounds);
  }
}
