package dev.boxmill.eval;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What became of the detections of one class at one IoU threshold, for protocols that draw one
 * ranked list a class (PASCAL VOC, Open Images). Detections to be ignored are counted only.
 */
final class ScoredOutcomes {
  /** Found nothing, or what was found already. */
  static final byte MISS = 0;

  /** Found an object. */
  static final byte HIT = 1;

  /** Stands for all detections that found one group of objects. */
  static final byte GROUP = 2;

  private static final int BYTES = Integer.BYTES + Double.BYTES + 1;

  private int detections;
  private int size;
  private int[] images;
  private double[] scores;
  private byte[] outcomes;

  ScoredOutcomes(int capacity) {
    images = new int[capacity];
    scores = new double[capacity];
    outcomes = new byte[capacity];
  }

  /** Counts detections, whatever became of them. */
  void given(int count) {
    detections = Math.addExact(detections, count);
  }

  /** Appends an outcome; those of one image follow each other, the image's tie order. */
  void add(int image, double score, byte outcome) {
    if (size == images.length) {
      int capacity = Math.max(16, Math.addExact(size, size >> 1));
      images = Arrays.copyOf(images, capacity);
      scores = Arrays.copyOf(scores, capacity);
      outcomes = Arrays.copyOf(outcomes, capacity);
    }
    images[size] = image;
    scores[size] = score;
    outcomes[size++] = outcome;
  }

  int size() {
    return size;
  }

  int detections() {
    return detections;
  }

  double score(int place) {
    return scores[place];
  }

  byte outcome(int place) {
    return outcomes[place];
  }

  /**
   * The places by falling score.
   *
   * @param laterFirst whether, among equal scores, the later image and the later outcome of an
   *     image goes first; else the earlier one
   */
  int[] byScore(boolean laterFirst) {
    long[] keys = new long[size];
    Arrays.setAll(keys, p -> RadixSort.ascending(images[p]));
    int[] byImage = RadixSort.order(keys);
    int[] places = laterFirst ? reversed(byImage) : byImage;
    Arrays.setAll(keys, i -> RadixSort.descending(scores[places[i]]));
    int[] order = RadixSort.order(keys);
    for (int i = 0; i < size; i++) {
      order[i] = places[order[i]];
    }
    return order;
  }

  private static int[] reversed(int[] places) {
    int[] turned = new int[places.length];
    Arrays.setAll(turned, i -> places[places.length - 1 - i]);
    return turned;
  }

  /** 4 bytes, and 13 an outcome. */
  byte[] write() {
    ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(Integer.BYTES + (long) BYTES * size));
    to.putInt(detections);
    for (int p = 0; p < size; p++) {
      to.putInt(images[p]).putDouble(scores[p]).put(outcomes[p]);
    }
    return to.array();
  }

  /** All that several writings hold, no two of which share an image. */
  static ScoredOutcomes read(List<byte[]> written) {
    long places = 0;
    for (byte[] part : written) {
      places += (part.length - Integer.BYTES) / BYTES;
    }
    ScoredOutcomes all = new ScoredOutcomes(Math.toIntExact(places));
    for (byte[] part : written) {
      ByteBuffer from = ByteBuffer.wrap(part);
      all.given(from.getInt());
      while (from.hasRemaining()) {
        all.add(from.getInt(), from.getDouble(), from.get());
      }
    }
    return all;
  }
}
