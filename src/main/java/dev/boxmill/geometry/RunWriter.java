package dev.boxmill.geometry;

import dev.boxmill.data.Rle;
import java.util.Arrays;

/** Builds run lengths from pixels in column-major order; equal neighbours become one run. */
final class RunWriter {
  private int[] counts = new int[16];
  private int runs = 1;

  /** Appends equal pixels. */
  void add(boolean one, int length) {
    if (length == 0) {
      return;
    }
    if ((runs & 1) == (one ? 1 : 0)) {
      if (runs == counts.length) {
        counts = Arrays.copyOf(counts, 2 * runs);
      }
      runs++;
    }
    counts[runs - 1] += length;
  }

  /** What was added; it has to fill the image. */
  Rle build(int height, int width) {
    return new Rle(height, width, Arrays.copyOf(counts, runs));
  }
}
