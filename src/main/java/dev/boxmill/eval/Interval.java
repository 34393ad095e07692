package dev.boxmill.eval;

import java.util.Arrays;
import java.util.Locale;

/**
 * The middle part of bootstrap values, and their spread; -1 for all where none is defined.
 *
 * @param mean of the values; above the estimate itself where copies of a hit lift the precision
 * @param deviation standard deviation of the values: the estimate's standard error
 * @param draws how many values are defined
 */
record Interval(double low, double high, double mean, double deviation, int draws) {

  /** Of values that may be -1, which is undefined. */
  static Interval of(double[] values, double confidence) {
    return ofDefined(Arrays.stream(values).filter(v -> v > -1).toArray(), confidence);
  }

  /** Of values that may be anything. */
  static Interval ofDefined(double[] values, double confidence) {
    if (values.length == 0) {
      return new Interval(-1, -1, -1, -1, 0);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double tail = (1 - confidence) / 2;
    double mean = Arrays.stream(sorted).sum() / sorted.length;
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    return new Interval(
        quantile(sorted, tail),
        quantile(sorted, 1 - tail),
        mean,
        Math.sqrt(squares / Math.max(1, sorted.length - 1)),
        sorted.length);
  }

  /** Between the two nearest values by distance, as numpy's standard. */
  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  String line(String name, double value, double confidence) {
    return String.format(
        Locale.ROOT,
        " %-6s %.3f, %s %% interval %.3f to %.3f",
        name,
        value,
        percent(confidence),
        low,
        high);
  }

  private static String percent(double confidence) {
    return String.format(Locale.ROOT, "%.1f", 100 * confidence).replaceFirst("\\.0$", "");
  }
}
