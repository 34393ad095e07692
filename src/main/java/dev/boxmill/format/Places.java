package dev.boxmill.format;

import dev.boxmill.data.LongColumn;

/** Where records stand in a file, for messages. */
final class Places {
  private final LongColumn places;

  /** Begins; beyond so many bytes they go to a temporary file. */
  Places(long heapBytes) {
    places = new LongColumn(heapBytes);
  }

  void add(int line, int column) {
    places.add((long) line << Integer.SIZE | Integer.toUnsignedLong(column));
  }

  int size() {
    return places.size();
  }

  int line(int row) {
    return (int) (places.get(row) >> Integer.SIZE);
  }

  int column(int row) {
    return (int) places.get(row);
  }
}
