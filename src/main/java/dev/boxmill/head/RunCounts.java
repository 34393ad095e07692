package dev.boxmill.head;

import java.util.Arrays;

/** Growing run lengths of pixels in column-major order; the first run is of pixels outside. */
final class RunCounts {
  private int[] counts = new int[64];
  private int last;

  void add(boolean inside) {
    if (inside != ((last & 1) == 1)) {
      last++;
      if (last == counts.length) {
        counts = Arrays.copyOf(counts, 2 * last);
      }
    }
    counts[last]++;
  }

  int[] counts() {
    return Arrays.copyOf(counts, last + 1);
  }
}
