package dev.boxmill.assign;

import java.util.Arrays;

/** Picks the few best of many without sorting them all. */
final class Best {
  private Best() {}

  /**
   * The places, counted from {@code from}, of the k lowest of n values, lowest first; of equal
   * values the earlier place.
   */
  static int[] lowest(double[] values, int from, int n, int k) {
    int[] places = new int[Math.min(k, n)];
    int found = 0;
    for (int i = 0; i < n; i++) {
      double value = values[from + i];
      if (found == places.length && (found == 0 || !(value < values[from + places[found - 1]]))) {
        continue;
      }
      int at = found == places.length ? found - 1 : found++;
      while (at > 0 && value < values[from + places[at - 1]]) {
        places[at] = places[at - 1];
        at--;
      }
      places[at] = i;
    }
    return Arrays.copyOf(places, found);
  }
}
