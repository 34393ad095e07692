package dev.boxmill.eval;

/** Stable sort of row numbers by 64-bit keys, in time linear in the number of rows. */
final class RadixSort {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;
  private static final int PASSES = (64 + BITS - 1) / BITS;
  private static final int FEW = 64;

  private RadixSort() {}

  /** A key that grows, as an unsigned number, when the score falls; -0 equals 0. */
  static long descending(double score) {
    long bits = Double.doubleToRawLongBits(score + 0.0);
    return ~(bits ^ ((bits >> 63) | Long.MIN_VALUE));
  }

  /** A key that grows, as an unsigned number, with the value. */
  static long ascending(long value) {
    return value ^ Long.MIN_VALUE;
  }

  /**
   * The numbers 0 .. n-1 so that their keys ascend (unsigned); equal keys keep their order.
   *
   * @param keys destroyed
   */
  static int[] order(long[] keys) {
    int n = keys.length;
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    if (n <= FEW) {
      insertion(keys, order);
      return order;
    }
    int[][] counts = count(keys);
    long[] fromKeys = keys;
    long[] toKeys = new long[n];
    int[] to = new int[n];
    for (int pass = 0; pass < PASSES; pass++) {
      int shift = pass * BITS;
      int[] starts = counts[pass];
      if (starts[(int) (fromKeys[0] >>> shift) & (BUCKETS - 1)] == n) {
        continue; // all keys share this digit
      }
      int start = 0;
      for (int b = 0; b < BUCKETS; b++) {
        int count = starts[b];
        starts[b] = start;
        start += count;
      }
      for (int i = 0; i < n; i++) {
        long key = fromKeys[i];
        int at = starts[(int) (key >>> shift) & (BUCKETS - 1)]++;
        toKeys[at] = key;
        to[at] = order[i];
      }
      long[] keysSwap = fromKeys;
      fromKeys = toKeys;
      toKeys = keysSwap;
      int[] swap = order;
      order = to;
      to = swap;
    }
    return order;
  }

  private static int[][] count(long[] keys) {
    int[][] counts = new int[PASSES][BUCKETS];
    for (long key : keys) {
      for (int pass = 0; pass < PASSES; pass++) {
        counts[pass][(int) (key >>> (pass * BITS)) & (BUCKETS - 1)]++;
      }
    }
    return counts;
  }

  private static void insertion(long[] keys, int[] order) {
    for (int i = 1; i < keys.length; i++) {
      long key = keys[i];
      int row = order[i];
      int j = i - 1;
      for (; j >= 0 && Long.compareUnsigned(keys[j], key) > 0; j--) {
        keys[j + 1] = keys[j];
        order[j + 1] = order[j];
      }
      keys[j + 1] = key;
      order[j + 1] = row;
    }
  }
}
