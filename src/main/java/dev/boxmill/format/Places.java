package dev.boxmill.format;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Ids and where they stand in the file, for messages. */
final class Places {
  private int size;
  private long[] ids = new long[256];
  private int[] lines = new int[256];
  private int[] columns = new int[256];

  void add(long id, int line, int column) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      columns = Arrays.copyOf(columns, 2 * size);
    }
    ids[size] = id;
    lines[size] = line;
    columns[size++] = column;
  }

  int size() {
    return size;
  }

  long id(int row) {
    return ids[row];
  }

  int line(int row) {
    return lines[row];
  }

  int column(int row) {
    return columns[row];
  }

  /** The first row whose id an earlier row has, or -1. */
  int firstRepeated() {
    long[] sorted = Arrays.copyOf(ids, size);
    Arrays.sort(sorted);
    boolean repeated = false;
    for (int i = 1; i < size; i++) {
      repeated |= sorted[i] == sorted[i - 1];
    }
    if (!repeated) {
      return -1;
    }
    Set<Long> seen = new HashSet<>();
    int row = 0;
    while (seen.add(ids[row])) {
      row++;
    }
    return row;
  }
}
