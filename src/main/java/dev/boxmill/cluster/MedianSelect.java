package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Weighted lower medians of one side by two passes of counting: over the upper bits of the floats,
 * and within the bucket that holds the median over the lower ones. Exact, in integers only.
 */
final class MedianSelect {
  /** Lower bits; the upper ones split each octave into 1,024 buckets. */
  private static final int LOW = 13;

  private static final int MASK = (1 << LOW) - 1;

  private final BoxSizes sizes;

  /** Positive floats: their bits order as they do. */
  private final float[] side;

  private final int firstBucket;
  private final int buckets;
  private final long[] coarse;
  private final long[] fine;
  private final int[] chosen;

  /** Boxes of the chosen bucket, in ascending order, up to and including the median. */
  private final long[] wanted;

  MedianSelect(BoxSizes sizes, float[] side, int k) {
    this.sizes = sizes;
    this.side = side;
    float least = Float.POSITIVE_INFINITY;
    float most = 0;
    for (float s : side) {
      least = Math.min(least, s);
      most = Math.max(most, s);
    }
    firstBucket = Float.floatToIntBits(least) >>> LOW;
    buckets = (Float.floatToIntBits(most) >>> LOW) - firstBucket + 1;
    coarse = new long[Math.multiplyExact(k, buckets)];
    fine = new long[Math.multiplyExact(k, 1 << LOW)];
    chosen = new int[k];
    wanted = new long[k];
  }

  /**
   * Writes the medians.
   *
   * @param owner anchor of each size
   * @param boxes boxes of each anchor; an anchor without any keeps its entry in {@code medians}
   */
  void select(int[] owner, long[] boxes, double[] medians) {
    Arrays.fill(coarse, 0);
    for (int i = 0; i < owner.length; i++) {
      coarse[owner[i] * buckets + bucket(i)] += sizes.count(i);
    }
    for (int j = 0; j < boxes.length; j++) {
      if (boxes[j] > 0) {
        long before = (boxes[j] + 1) / 2;
        int b = 0;
        while (before > coarse[j * buckets + b]) {
          before -= coarse[j * buckets + b++];
        }
        chosen[j] = b;
        wanted[j] = before;
      }
    }
    Arrays.fill(fine, 0);
    for (int i = 0; i < owner.length; i++) {
      int j = owner[i];
      if (bucket(i) == chosen[j]) {
        fine[(j << LOW) + (Float.floatToRawIntBits(side[i]) & MASK)] += sizes.count(i);
      }
    }
    for (int j = 0; j < boxes.length; j++) {
      if (boxes[j] > 0) {
        medians[j] = inBucket(j);
      }
    }
  }

  private float inBucket(int j) {
    int low = 0;
    long before = wanted[j];
    while (before > fine[(j << LOW) + low]) {
      before -= fine[(j << LOW) + low++];
    }
    return Float.intBitsToFloat((chosen[j] + firstBucket) << LOW | low);
  }

  private int bucket(int i) {
    return (Float.floatToRawIntBits(side[i]) >>> LOW) - firstBucket;
  }
}
