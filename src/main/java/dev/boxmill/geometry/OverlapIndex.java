package dev.boxmill.geometry;

import java.util.Arrays;

/**
 * Finds, among many boxes, those that a box may overlap by more than a threshold.
 *
 * <p>Boxes lie in grids by size: a box whose longer side is in [2^(L-1), 2^L) belongs to level L,
 * in the cell of side 2^L that holds its left top corner. A box that reaches back to some x has its
 * corner less than one cell before it, so a search looks at the cells under the box and one row and
 * column before them. IoU is at most the ratio of the longer sides, so for a threshold t levels
 * farther away than log2(1 / t) are left out. Dividing by powers of two is exact: nothing is missed
 * through rounding.
 *
 * <p>Where a level holds fewer boxes than the search has cells, its boxes are looked at one by one;
 * so a search costs at most as much as the plain loop.
 */
final class OverlapIndex {
  /** Below this, looking at all boxes takes less time than building a grid. */
  private static final int SMALL = 128;

  /** Exponents of doubles lie in [-1022, 1023]; one is added for the level, 1023 for the array. */
  private static final int SHIFT = 1023;

  private static final int LEVELS = 2 * SHIFT + 2;
  private static final double ROUNDING = 1 + 1e-9;

  private final double[] edges;
  private final int reach;
  private final int[] found;

  /** Boxes without finite edges, and all boxes of a small index: looked at in every search. */
  private final int[] always;

  private int alwaysSize;
  private final boolean small;
  private int[] buckets;
  private int[] nextInBucket;
  private long[] cellX;
  private long[] cellY;
  private int[] levelOf;
  private int[] levelFirst;
  private int[] levelCount;
  private int[] nextInLevel;
  private int lowest = LEVELS;
  private int highest = -1;

  /**
   * An empty index.
   *
   * @param edges left, top, right, bottom of box after box
   * @param size number of boxes that may be added
   * @param iou threshold in [0, 1]; overlaps up to it need not be found
   */
  OverlapIndex(double[] edges, int size, double iou) {
    this.edges = edges;
    found = new int[size];
    always = new int[size];
    small = size <= SMALL;
    int farthest = 0;
    while (farthest < LEVELS && Math.scalb(1.0, farthest - 1) * iou < ROUNDING) {
      farthest++;
    }
    reach = farthest;
    if (!small) {
      buckets = new int[Integer.highestOneBit(size) * 2];
      Arrays.fill(buckets, -1);
      nextInBucket = new int[size];
      cellX = new long[size];
      cellY = new long[size];
      levelOf = new int[size];
      levelFirst = new int[LEVELS];
      Arrays.fill(levelFirst, -1);
      levelCount = new int[LEVELS];
      nextInLevel = new int[size];
    }
  }

  /** An index that holds all boxes. */
  static OverlapIndex ofAll(RankedBoxes boxes, double iou) {
    OverlapIndex index = new OverlapIndex(boxes.edges(), boxes.size(), iou);
    for (int i = 0; i < boxes.size(); i++) {
      index.add(i);
    }
    return index;
  }

  /** Adds a box, once. One without area is never found, as it overlaps nothing. */
  void add(int i) {
    double w = edges[4 * i + 2] - edges[4 * i];
    double h = edges[4 * i + 3] - edges[4 * i + 1];
    if (!(w > 0) || !(h > 0)) {
      return;
    }
    if (small || !finite(i)) {
      always[alwaysSize++] = i;
      return;
    }
    int level = level(w, h);
    double cell = side(level);
    cellX[i] = (long) Math.floor(edges[4 * i] / cell);
    cellY[i] = (long) Math.floor(edges[4 * i + 1] / cell);
    levelOf[i] = level;
    int bucket = bucket(level, cellX[i], cellY[i]);
    nextInBucket[i] = buckets[bucket];
    buckets[bucket] = i;
    nextInLevel[i] = levelFirst[level];
    levelFirst[level] = i;
    levelCount[level]++;
    lowest = Math.min(lowest, level);
    highest = Math.max(highest, level);
  }

  /**
   * Searches.
   *
   * @return how many were found: positions of all added boxes that overlap box {@code i} by more
   *     than the threshold, and of others, in no certain order; {@link #found} holds them
   */
  int search(int i) {
    double w = edges[4 * i + 2] - edges[4 * i];
    double h = edges[4 * i + 3] - edges[4 * i + 1];
    if (!(w > 0) || !(h > 0)) {
      return 0;
    }
    System.arraycopy(always, 0, found, 0, alwaysSize);
    int count = alwaysSize;
    boolean finite = finite(i);
    int level = finite && !small ? level(w, h) : 0;
    int first = finite ? Math.max(lowest, level - reach) : lowest;
    int last = finite ? Math.min(highest, level + reach) : highest;
    for (int l = first; l <= last; l++) {
      if (levelCount[l] > 0) {
        count = finite ? searchLevel(i, l, count) : wholeLevel(l, count);
      }
    }
    return count;
  }

  /** What {@link #search} found last; overwritten by the next search. */
  int[] found() {
    return found;
  }

  private int searchLevel(int i, int level, int before) {
    double cell = side(level);
    double left = Math.floor(edges[4 * i] / cell) - 1;
    double top = Math.floor(edges[4 * i + 1] / cell) - 1;
    double right = Math.floor(edges[4 * i + 2] / cell);
    double bottom = Math.floor(edges[4 * i + 3] / cell);
    if ((right - left + 1) * (bottom - top + 1) > levelCount[level]) {
      return wholeLevel(level, before);
    }
    int count = before;
    for (long y = (long) top; y <= (long) bottom; y++) {
      for (long x = (long) left; x <= (long) right; x++) {
        for (int j = buckets[bucket(level, x, y)]; j >= 0; j = nextInBucket[j]) {
          if (levelOf[j] == level && cellX[j] == x && cellY[j] == y) {
            found[count++] = j;
          }
        }
      }
    }
    return count;
  }

  private int wholeLevel(int level, int before) {
    int count = before;
    for (int j = levelFirst[level]; j >= 0; j = nextInLevel[j]) {
      found[count++] = j;
    }
    return count;
  }

  private boolean finite(int i) {
    // A sum of doubles is finite or NaN only through an edge that is not, or through overflow.
    return Double.isFinite(
        Math.abs(edges[4 * i])
            + Math.abs(edges[4 * i + 1])
            + Math.abs(edges[4 * i + 2])
            + Math.abs(edges[4 * i + 3]));
  }

  private static int level(double w, double h) {
    return Math.getExponent(Math.max(w, h)) + SHIFT;
  }

  /** Just above the longest side of a level's boxes. */
  private static double side(int level) {
    return Math.scalb(1.0, level - SHIFT + 1);
  }

  private int bucket(int level, long x, long y) {
    long hash = (x * 0x9E3779B97F4A7C15L + y) * 0xC2B2AE3D27D4EB4FL + level;
    hash *= 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 40) & (buckets.length - 1);
  }
}
