package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Detections as a score, a rank and a mark each, in the order that precision and recall need. */
final class ScoredMarks {
  private static final int ROW_BYTES = 20;

  private int size;
  private double[] scores;
  private long[] ranks;
  private int[] marks;

  ScoredMarks() {
    this(16);
  }

  private ScoredMarks(int capacity) {
    scores = new double[capacity];
    ranks = new long[capacity];
    marks = new int[capacity];
  }

  void add(double score, long rank, int mark) {
    if (size == scores.length) {
      int capacity = Math.max(16, size + (size >> 1));
      scores = Arrays.copyOf(scores, capacity);
      ranks = Arrays.copyOf(ranks, capacity);
      marks = Arrays.copyOf(marks, capacity);
    }
    scores[size] = score;
    ranks[size] = rank;
    marks[size++] = mark;
  }

  int size() {
    return size;
  }

  double score(int i) {
    return scores[i];
  }

  int mark(int i) {
    return marks[i];
  }

  /** By falling score, equal scores by rank. */
  ScoredMarks sorted() {
    long[] keys = new long[size];
    Arrays.setAll(keys, i -> RadixSort.ascending(ranks[i]));
    int[] byRank = RadixSort.order(keys);
    long[] scoreKeys = new long[size];
    Arrays.setAll(scoreKeys, i -> RadixSort.descending(scores[byRank[i]]));
    ScoredMarks sorted = new ScoredMarks(size);
    for (int place : RadixSort.order(scoreKeys)) {
      int i = byRank[place];
      sorted.add(scores[i], ranks[i], marks[i]);
    }
    return sorted;
  }

  /** The first ones, 20 bytes each. */
  byte[] write(int limit) {
    int kept = Math.min(limit, size);
    ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(ROW_BYTES, kept));
    for (int i = 0; i < kept; i++) {
      to.putDouble(scores[i]).putLong(ranks[i]).putInt(marks[i]);
    }
    return to.array();
  }

  /** All that several writings hold, in order. */
  static ScoredMarks read(List<byte[]> written) {
    int size = 0;
    for (byte[] part : written) {
      size = Math.addExact(size, part.length / ROW_BYTES);
    }
    ScoredMarks all = new ScoredMarks(size);
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part);
      while (from.hasRemaining()) {
        all.add(from.getDouble(), from.getLong(), from.getInt());
      }
    }
    return all.sorted();
  }
}
