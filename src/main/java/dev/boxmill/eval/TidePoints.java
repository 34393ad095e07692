package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the detections of one class, a point each, 17 bytes. A point also stands in the
 * class that its detection would have had without a Cls error, if that would have found an object.
 */
final class TidePoints {
  private static final int BYTES = 17;

  /** The kind is the ordinal of the {@link TideError}, or one of the next two. */
  private static final int KIND = 7;

  /** Found an object. */
  static final int HIT = 6;

  /** A detection of another class that finds an object of this one when Cls errors are mended. */
  static final int ARRIVAL = 7;

  /** Lies in a crowd: only counts where mending an error makes it a hit. */
  static final int IGNORED = 8;

  /** Becomes a hit when its error is mended. */
  static final int MENDS = 16;

  private double[] scores;
  private int[] images;
  private int[] places;
  private byte[] marks;
  private int size;

  TidePoints() {
    this(16);
  }

  private TidePoints(int capacity) {
    scores = new double[capacity];
    images = new int[capacity];
    places = new int[capacity];
    marks = new byte[capacity];
  }

  /**
   * @param image a number of its own; among equal scores the smaller goes first
   * @param place how many of the image's detections come before this one
   * @param mark the kind, plus flags
   */
  void add(double score, int image, int place, int mark) {
    if (size == scores.length) {
      int capacity = Math.addExact(size, 1 + (size >> 1));
      scores = Arrays.copyOf(scores, capacity);
      images = Arrays.copyOf(images, capacity);
      places = Arrays.copyOf(places, capacity);
      marks = Arrays.copyOf(marks, capacity);
    }
    scores[size] = score;
    images[size] = image;
    places[size] = place;
    marks[size++] = (byte) mark;
  }

  int size() {
    return size;
  }

  double score(int point) {
    return scores[point];
  }

  int kind(int point) {
    return marks[point] & KIND;
  }

  boolean ignored(int point) {
    return (marks[point] & IGNORED) != 0;
  }

  boolean mends(int point) {
    return (marks[point] & MENDS) != 0;
  }

  byte[] write() {
    ByteBuffer to = ByteBuffer.allocate(Math.multiplyExact(BYTES, size));
    for (int p = 0; p < size; p++) {
      to.putDouble(scores[p]).putInt(images[p]).putInt(places[p]).put(marks[p]);
    }
    return to.array();
  }

  /** All that several writings hold. */
  static TidePoints read(List<byte[]> written) {
    int bytes = 0;
    for (byte[] part : written) {
      bytes = Math.addExact(bytes, part.length);
    }
    TidePoints all = new TidePoints(bytes / BYTES);
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part);
      while (from.hasRemaining()) {
        all.add(from.getDouble(), from.getInt(), from.getInt(), from.get());
      }
    }
    return all;
  }

  /** The points by falling score; equal scores by image, then place. */
  int[] byScore() {
    long[] keys = new long[size];
    Arrays.setAll(keys, p -> (long) images[p] << 32 | places[p]);
    int[] byImage = RadixSort.order(keys);
    long[] falling = new long[size];
    Arrays.setAll(falling, i -> RadixSort.descending(scores[byImage[i]]));
    int[] order = RadixSort.order(falling);
    Arrays.setAll(order, i -> byImage[order[i]]);
    return order;
  }
}
