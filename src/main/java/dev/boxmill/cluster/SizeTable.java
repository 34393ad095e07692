package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * A hash table from size keys to sums of units, with open addressing: what a {@link SizeHistogram}
 * adds boxes to before it sorts them. Not thread-safe.
 */
final class SizeTable {
  private final long[] keys;
  private final long[] units;
  private final int shift;
  private int filled;

  /** Takes up to half as many keys as it has slots, a power of two. */
  SizeTable(int slots) {
    keys = new long[slots];
    units = new long[slots];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
  }

  int slots() {
    return keys.length;
  }

  /** Number of keys. */
  int filled() {
    return filled;
  }

  boolean full() {
    return 2 * filled >= keys.length;
  }

  /**
   * Adds units to a key.
   *
   * @param key above 0
   */
  void add(long key, long more) {
    int at = find(key);
    if (keys[at] == 0) {
      keys[at] = key;
      filled++;
    }
    units[at] = Units.sum(units[at], more);
  }

  /** Units of a key that has been added. */
  long units(long key) {
    return units[find(key)];
  }

  /** All keys, ascending. */
  long[] sortedKeys() {
    long[] sorted = new long[filled];
    int n = 0;
    for (long key : keys) {
      if (key != 0) {
        sorted[n++] = key;
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }

  void clear() {
    Arrays.fill(keys, 0);
    Arrays.fill(units, 0);
    filled = 0;
  }

  private int find(long key) {
    int mask = keys.length - 1;
    // Fibonacci hashing: the upper bits of the product depend on all bits of the key.
    int at = (int) (key * 0x9E3779B97F4A7C15L >>> shift);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
