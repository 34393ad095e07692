package dev.boxmill.format;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;

/** Finds rows whose id an earlier row has. */
final class RepeatedIds {
  private RepeatedIds() {}

  /**
   * Goes through the rows.
   *
   * @param size number of rows
   * @param id of a row
   * @param skip rows that are not looked at; read as it is when a row's turn comes
   * @param found takes every row with the id of an earlier one, in order
   */
  static void each(int size, IntToLongFunction id, BitSet skip, IntConsumer found) {
    if (ascending(size, id)) {
      return;
    }
    Set<Long> several = several(size, id);
    Set<Long> seen = new HashSet<>();
    for (int row = 0; row < size && !several.isEmpty(); row++) {
      if (!skip.get(row)) {
        Long own = id.applyAsLong(row);
        if (several.contains(own) && !seen.add(own)) {
          found.accept(row);
        }
      }
    }
  }

  /** As ids mostly are, and then nothing needs sorting. */
  private static boolean ascending(int size, IntToLongFunction id) {
    for (int row = 1; row < size; row++) {
      if (id.applyAsLong(row) <= id.applyAsLong(row - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Ids that more than one row has. */
  private static Set<Long> several(int size, IntToLongFunction id) {
    long[] sorted = new long[size];
    for (int row = 0; row < size; row++) {
      sorted[row] = id.applyAsLong(row);
    }
    Arrays.sort(sorted);
    Set<Long> several = new HashSet<>();
    for (int i = 1; i < size; i++) {
      if (sorted[i] == sorted[i - 1]) {
        several.add(sorted[i]);
      }
    }
    return several;
  }
}
