package dev.boxmill.cluster;

/**
 * Sizes in ascending order of one side, in buckets of nearly equal sides: the upper bits of the
 * floats, which split each octave into 1,024. Positive floats order as their bits do. Four bytes a
 * size; immutable.
 */
final class SideOrder {
  /** Lower bits; sizes that differ in these only share a bucket. */
  private static final int LOW = 13;

  private final float[] side;
  private final int firstBucket;

  /** For each bucket the place in {@link #sizes} where it begins, and the end of the last one. */
  private final int[] begin;

  private final int[] sizes;

  /** Sorts by counting, the lower bits first: the order within them survives the second pass. */
  SideOrder(float[] side) {
    this.side = side;
    float least = Float.POSITIVE_INFINITY;
    float most = 0;
    for (float s : side) {
      least = Math.min(least, s);
      most = Math.max(most, s);
    }
    firstBucket = Float.floatToIntBits(least) >>> LOW;
    int[] place = new int[(1 << LOW) + 1];
    for (float s : side) {
      place[low(s) + 1]++;
    }
    sum(place);
    int[] byLow = new int[side.length];
    for (int i = 0; i < side.length; i++) {
      byLow[place[low(side[i])]++] = i;
    }
    begin = new int[(Float.floatToIntBits(most) >>> LOW) - firstBucket + 2];
    for (int i = 0; i < side.length; i++) {
      begin[bucket(i) + 1]++;
    }
    sum(begin);
    int[] next = begin.clone();
    sizes = new int[side.length];
    for (int i : byLow) {
      sizes[next[bucket(i)]++] = i;
    }
  }

  private static int low(float side) {
    return Float.floatToRawIntBits(side) & ((1 << LOW) - 1);
  }

  private static void sum(int... counts) {
    for (int b = 1; b < counts.length; b++) {
      counts[b] += counts[b - 1];
    }
  }

  int buckets() {
    return begin.length - 1;
  }

  /** The bucket of a size. */
  int bucket(int size) {
    return (Float.floatToRawIntBits(side[size]) >>> LOW) - firstBucket;
  }

  /** The place of a bucket's first size. */
  int from(int bucket) {
    return begin[bucket];
  }

  /** The size at a place. */
  int at(int place) {
    return sizes[place];
  }

  float side(int size) {
    return side[size];
  }
}
