package dev.boxmill.eval;

import dev.boxmill.data.PanopticImage;
import java.util.Arrays;

/**
 * How many pixels each pair of segments shares, of an image's annotation and prediction. Segments
 * are numbered from 1 by their place in the image, 0 is "no segment" (VOID), and -1 a colour that
 * the JSON does not have.
 */
final class PixelOverlaps {
  static final int VOID = 0;
  static final int UNKNOWN = -1;
  private static final long EMPTY = Long.MIN_VALUE;

  private long[] keys = new long[256];
  private long[] counts = new long[256];
  private int size;

  /** The first colour of the prediction that its JSON lacks, or 0. */
  private int stray;

  private PixelOverlaps() {
    Arrays.fill(keys, EMPTY);
  }

  /** Both arrays have the pixels of one image, row by row. */
  static PixelOverlaps count(
      PanopticImage truth, int[] truthPixels, PanopticImage prediction, int[] predictedPixels) {
    PixelOverlaps overlaps = new PixelOverlaps();
    Places truths = new Places(truth);
    Places predictions = new Places(prediction);
    int n = truthPixels.length;
    int start = 0;
    while (start < n) {
      int t = truthPixels[start];
      int p = predictedPixels[start];
      int end = start + 1;
      // Neighbours mostly belong together: one look-up serves a whole run.
      while (end < n && truthPixels[end] == t && predictedPixels[end] == p) {
        end++;
      }
      int predicted = predictions.of(p);
      if (predicted == UNKNOWN && overlaps.stray == 0) {
        overlaps.stray = p;
      }
      overlaps.add(key(truths.of(t), predicted), end - start);
      start = end;
    }
    return overlaps;
  }

  /** From a segment's colour to its number. */
  private static final class Places {
    private final int[] ids;
    private final int[] numbers;

    Places(PanopticImage image) {
      int n = image.size();
      long[] sorted = new long[n];
      Arrays.setAll(sorted, i -> (long) image.ids()[i] << 32 | i + 1);
      Arrays.sort(sorted);
      ids = Arrays.stream(sorted).mapToInt(k -> (int) (k >> 32)).toArray();
      numbers = Arrays.stream(sorted).mapToInt(k -> (int) k).toArray();
    }

    int of(int id) {
      if (id == 0) {
        return VOID;
      }
      int found = Arrays.binarySearch(ids, id);
      return found < 0 ? UNKNOWN : numbers[found];
    }
  }

  private static long key(int truth, int predicted) {
    return (long) truth << 32 | predicted & 0xffffffffL;
  }

  private void add(long key, int pixels) {
    int slot = slot(key);
    if (keys[slot] == EMPTY) {
      keys[slot] = key;
      size++;
    }
    counts[slot] += pixels;
    if (2 * size > keys.length) {
      grow();
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new long[keys.length];
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  int stray() {
    return stray;
  }

  /** Pixels that a segment of the annotation and one of the prediction share. */
  long shared(int truth, int predicted) {
    return counts[slot(key(truth, predicted))];
  }

  /** Pixels of every segment of the annotation, by its number. */
  long[] truthAreas(int segments) {
    return areas(segments, 32);
  }

  /** Pixels of every segment of the prediction, by its number. */
  long[] predictedAreas(int segments) {
    return areas(segments, 0);
  }

  private long[] areas(int segments, int shift) {
    long[] areas = new long[segments + 1];
    for (int i = 0; i < keys.length; i++) {
      int number = (int) (keys[i] >> shift);
      if (keys[i] != EMPTY && number > 0) {
        areas[number] += counts[i];
      }
    }
    return areas;
  }

  /** Pairs of segments with a common pixel, ascending: truth in the upper half, from 1. */
  long[] pairs() {
    return Arrays.stream(keys)
        .filter(key -> key != EMPTY && (int) (key >> 32) > 0 && (int) key > 0)
        .sorted()
        .toArray();
  }
}
