package dev.boxmill.cluster;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts equal box sizes: the state that partitions add to and merge. Sides are kept as floats (24
 * bits, far finer than any annotation), so that a size is one long, and the result is the same
 * whatever the order, the split and the number of partitions.
 *
 * <p>Takes 16 bytes a distinct size, and as many again while it grows. Not thread-safe.
 */
public final class SizeHistogram implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LEAST_PENDING = 1 << 10;
  private static final int MOST_PENDING = 1 << 26;

  /** Distinct sizes in {@link Morton} order. */
  private long[] keys = {};

  private long[] counts = {};
  private long[] pending = new long[LEAST_PENDING];
  private int waiting;

  /** Boxes whose size is none: a side that is not positive, not finite or no float. */
  private long leftOut;

  /** Counts one box; a box of no size is counted apart. */
  public void add(double w, double h) {
    float fw = (float) w;
    float fh = (float) h;
    if (!(fw > 0 && fh > 0 && fw < Float.POSITIVE_INFINITY && fh < Float.POSITIVE_INFINITY)) {
      leftOut++;
      return;
    }
    if (waiting == pending.length) {
      settle();
      // As large as what is settled: every settling then costs no more than what it settles.
      int next = Math.max(LEAST_PENDING, Math.min(MOST_PENDING, keys.length));
      if (next > pending.length) {
        pending = new long[next];
      }
    }
    pending[waiting++] = Morton.key(fw, fh);
  }

  /** Adds all that another histogram has counted; the other keeps its value. */
  public void merge(SizeHistogram other) {
    settle();
    other.settle();
    mergeRun(other.keys, other.counts, other.keys.length);
    leftOut += other.leftOut;
  }

  /** Boxes left out because a side is not positive or not finite. */
  public long leftOut() {
    return leftOut;
  }

  /** What has been counted so far. */
  public BoxSizes result() {
    settle();
    float[] w = new float[keys.length];
    float[] h = new float[keys.length];
    for (int i = 0; i < keys.length; i++) {
      w[i] = Morton.w(keys[i]);
      h[i] = Morton.h(keys[i]);
    }
    return new BoxSizes(w, h, counts.clone());
  }

  private void settle() {
    if (waiting == 0) {
      return;
    }
    Arrays.sort(pending, 0, waiting);
    long[] times = new long[waiting];
    int distinct = 0;
    for (int i = 0; i < waiting; i++) {
      if (distinct == 0 || pending[i] != pending[distinct - 1]) {
        pending[distinct++] = pending[i];
      }
      times[distinct - 1]++;
    }
    waiting = 0;
    mergeRun(pending, times, distinct);
  }

  private void mergeRun(long[] otherKeys, long[] otherCounts, int length) {
    int most = Math.addExact(keys.length, length);
    long[] mergedKeys = new long[most];
    long[] mergedCounts = new long[most];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < keys.length || j < length) {
      boolean mine = j == length || (i < keys.length && keys[i] <= otherKeys[j]);
      boolean theirs = i == keys.length || (j < length && otherKeys[j] <= keys[i]);
      mergedKeys[n] = mine ? keys[i] : otherKeys[j];
      mergedCounts[n] = (mine ? counts[i] : 0) + (theirs ? otherCounts[j] : 0);
      i += mine ? 1 : 0;
      j += theirs ? 1 : 0;
      n++;
    }
    keys = n == most ? mergedKeys : Arrays.copyOf(mergedKeys, n);
    counts = n == most ? mergedCounts : Arrays.copyOf(mergedCounts, n);
  }
}
