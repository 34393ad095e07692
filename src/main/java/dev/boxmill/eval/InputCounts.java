package dev.boxmill.eval;

import java.nio.ByteBuffer;

/**
 * What the checks know of the detections: counts, which add up over any split. "Sampled" are the
 * images that {@link ImageProbe#sampled} picks.
 */
final class InputCounts {
  /** Steps of box size, a factor of four in area each. */
  static final int SIZES = 16;

  private static final int TOTALS = Total.values().length;

  /** What is counted once. */
  enum Total {
    /** Detections of classes that the ground truth has. */
    DETECTIONS,
    /** Detections that score below 0 or above 1. */
    SCORES_OUTSIDE,
    /** Sampled images that have detections. */
    IMAGES,
    /** Sampled images that have detections and objects. */
    IMAGES_WITH_BOTH,
    /** Detections in sampled images. */
    SAMPLED,
    /** Sampled images with more detections of a class than count. */
    CLIPPED_IMAGES,
    /** Their detections that do not count. */
    CLIPPED,
    /** Sampled detections in images of known size. */
    SIZED,
    /** Of these, detections that reach beyond the image by more than a twentieth. */
    BEYOND,
    /** Of these, detections that lie within a pixel and a half of the origin. */
    TINY,
    /** Objects, other than crowds, of images with both. */
    OBJECTS,
    /** Of these, objects with a detection of any class that overlaps by .5. */
    FOUND
  }

  private final long[] totals = new long[TOTALS];

  /** Detections a class. */
  final long[] perClass;

  /** Objects that would be found, a {@link BoxReading} each. */
  final long[] found = new long[BoxReading.ALL.size()];

  /** Objects found whose detection's class is in a relation, a {@link ClassShift} each. */
  final long[] shifts = new long[ClassShift.values().length];

  /** Sampled detections by size. */
  final long[] detectionSizes = new long[SIZES];

  /** Objects by size. */
  final long[] objectSizes = new long[SIZES];

  double lowestScore = Double.POSITIVE_INFINITY;
  double highestScore = Double.NEGATIVE_INFINITY;

  InputCounts(int classes) {
    perClass = new long[classes];
  }

  void count(Total total, long n) {
    totals[total.ordinal()] += n;
  }

  long of(Total total) {
    return totals[total.ordinal()];
  }

  /** Share of one count in another; 0 of nothing. */
  double share(Total part, Total whole) {
    return of(whole) == 0 ? 0 : (double) of(part) / of(whole);
  }

  /** The step of a box's area. */
  static int size(double area) {
    return area < 1 ? 0 : Math.min(SIZES - 1, Math.getExponent(area) / 2);
  }

  private long[][] columns() {
    return new long[][] {totals, perClass, found, shifts, detectionSizes, objectSizes};
  }

  byte[] write() {
    int counts = 0;
    for (long[] column : columns()) {
      counts += column.length;
    }
    ByteBuffer to = ByteBuffer.allocate(8 * counts + 16);
    for (long[] column : columns()) {
      for (long count : column) {
        to.putLong(count);
      }
    }
    return to.putDouble(lowestScore).putDouble(highestScore).array();
  }

  /** Adds what another wrote. */
  void add(byte[] written) {
    ByteBuffer from = ByteBuffer.wrap(written);
    for (long[] column : columns()) {
      for (int i = 0; i < column.length; i++) {
        column[i] += from.getLong();
      }
    }
    lowestScore = Math.min(lowestScore, from.getDouble());
    highestScore = Math.max(highestScore, from.getDouble());
  }
}
