package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The detections of one class that count, each a hit or a false positive at one IoU threshold, best
 * score first; equal scores by rank. Sums taken in this order have the same bits however the
 * detections were split.
 */
final class ScoredMatches {
  private static final double NONE = -1;
  private static final int ROW_BYTES = 24;

  private int size;
  private double[] scores;
  private long[] ranks;
  private double[] ious;

  ScoredMatches(int capacity) {
    scores = new double[Math.max(4, capacity)];
    ranks = new long[scores.length];
    ious = new double[scores.length];
  }

  /** Adds a detection that found an object with this overlap. */
  void addHit(double score, long rank, double iou) {
    add(score, rank, iou);
  }

  void addFalsePositive(double score, long rank) {
    add(score, rank, NONE);
  }

  private void add(double score, long rank, double iou) {
    if (size == scores.length) {
      int capacity = size + (size >> 1);
      scores = Arrays.copyOf(scores, capacity);
      ranks = Arrays.copyOf(ranks, capacity);
      ious = Arrays.copyOf(ious, capacity);
    }
    scores[size] = score;
    ranks[size] = rank;
    ious[size] = iou;
    size++;
  }

  int size() {
    return size;
  }

  double score(int i) {
    return scores[i];
  }

  boolean hit(int i) {
    return ious[i] != NONE;
  }

  /** Overlap of a hit with its object. */
  double iou(int i) {
    return ious[i];
  }

  /** The rows, 24 bytes each. */
  byte[] write() {
    ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(ROW_BYTES, size));
    for (int i = 0; i < size; i++) {
      to.putDouble(scores[i]).putLong(ranks[i]).putDouble(ious[i]);
    }
    return to.array();
  }

  /** All rows of several writings, in order. */
  static ScoredMatches read(List<byte[]> written) {
    long rows = written.stream().mapToLong(part -> part.length / ROW_BYTES).sum();
    ScoredMatches all = new ScoredMatches(Math.toIntExact(rows));
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part);
      while (from.hasRemaining()) {
        all.add(from.getDouble(), from.getLong(), from.getDouble());
      }
    }
    return all.sorted();
  }

  private ScoredMatches sorted() {
    long[] keys = new long[size];
    Arrays.setAll(keys, i -> RadixSort.ascending(ranks[i]));
    int[] byRank = RadixSort.order(keys);
    long[] scoreKeys = new long[size];
    Arrays.setAll(scoreKeys, i -> RadixSort.descending(scores[byRank[i]]));
    ScoredMatches sorted = new ScoredMatches(size);
    for (int i : RadixSort.order(scoreKeys)) {
      sorted.add(scores[byRank[i]], ranks[byRank[i]], ious[byRank[i]]);
    }
    return sorted;
  }
}
