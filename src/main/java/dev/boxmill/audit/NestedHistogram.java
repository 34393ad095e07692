package dev.boxmill.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often a quantity fell into each of its bins: over all cases, by a broad property, and by a
 * narrow one. Where a narrow property has few cases, its distribution leans on the broad one's, and
 * that on the pooled one: additive smoothing towards the wider estimate (Jelinek and Mercer 1980's
 * backing off with Dirichlet priors).
 */
final class NestedHistogram {
  /** A wider estimate counts as this many cases of the narrower one. */
  private static final double PRIOR_CASES = 20;

  private final int bins;
  private final long[] pooled;
  private final long[] broad;
  private final long[] narrow;

  /** Numbers of bins and of values of the two properties; 0: there is no such property. */
  NestedHistogram(int bins, int broadValues, int narrowValues) {
    this.bins = bins;
    pooled = new long[bins];
    broad = new long[Math.multiplyExact(bins, broadValues)];
    narrow = new long[Math.multiplyExact(bins, narrowValues)];
  }

  void add(int bin, int broadValue, int narrowValue) {
    pooled[bin]++;
    if (broad.length > 0) {
      broad[broadValue * bins + bin]++;
    }
    if (narrow.length > 0) {
      narrow[narrowValue * bins + bin]++;
    }
  }

  /** Probability of a bin, in (0, 1). */
  double probability(int bin, int broadValue, int narrowValue) {
    double p = smoothed(pooled, 0, bin, 1.0 / bins, bins / 2.0);
    p = broad.length > 0 ? smoothed(broad, broadValue * bins, bin, p, PRIOR_CASES) : p;
    return narrow.length > 0 ? smoothed(narrow, narrowValue * bins, bin, p, PRIOR_CASES) : p;
  }

  private double smoothed(long[] counts, int start, int bin, double prior, double priorCases) {
    long total = 0;
    for (int i = start; i < start + bins; i++) {
      total += counts[i];
    }
    return (counts[start + bin] + priorCases * prior) / (total + priorCases);
  }

  /** Cases in a bin or one above it. */
  long atLeast(int bin) {
    long sum = 0;
    for (int i = bin; i < bins; i++) {
      sum += pooled[i];
    }
    return sum;
  }

  void write(DataOutput out) throws IOException {
    for (long[] counts : new long[][] {pooled, broad, narrow}) {
      for (long count : counts) {
        out.writeLong(count);
      }
    }
  }

  /** Adds what another histogram of the same shape wrote. */
  void merge(DataInput in) throws IOException {
    for (long[] counts : new long[][] {pooled, broad, narrow}) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += in.readLong();
      }
    }
  }
}
