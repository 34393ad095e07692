package dev.boxmill.format;

import dev.boxmill.data.LongColumn;

/** Where records stand in a file, for messages. */
final class Places {
  private final LongColumn places;

  /** Begins; beyond so many bytes they go to a temporary file. */
  Places(long heapBytes) {
    places = new LongColumn(heapBytes);
  }

  /** A file of many gigabytes is one line often enough: a column may need 64 bits there. */
  void add(int line, long column) {
    places.add(line == 1 ? -column : (long) line << Integer.SIZE | column & 0xFFFFFFFFL);
  }

  int size() {
    return places.size();
  }

  int line(int row) {
    long place = places.get(row);
    return place < 0 ? 1 : (int) (place >> Integer.SIZE);
  }

  long column(int row) {
    long place = places.get(row);
    return place < 0 ? -place : (int) place;
  }
}
