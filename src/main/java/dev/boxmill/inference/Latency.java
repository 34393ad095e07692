package dev.boxmill.inference;

import java.util.Arrays;

/**
 * How long one image takes, in milliseconds.
 *
 * @param mean over all images
 * @param p50 the least time that half of all images keep to: the nearest rank, no interpolation
 * @param p90 the same for nine of ten
 * @param p99 the same for 99 of 100; of fewer than 100 images the slowest
 */
public record Latency(double mean, double p50, double p90, double p99) {

  /**
   * Of times in any order.
   *
   * @param seconds at least one
   */
  static Latency of(double... seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    return new Latency(milliseconds(mean), rank(sorted, 50), rank(sorted, 90), rank(sorted, 99));
  }

  private static double rank(double[] sorted, int percent) {
    // In whole numbers: 0.9 * 10 is not always 9.
    int rank = (sorted.length * percent + 99) / 100;
    return milliseconds(sorted[rank - 1]);
  }

  private static double milliseconds(double seconds) {
    return Math.round(seconds * 1e6) / 1e3;
  }
}
