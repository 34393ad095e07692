package dev.boxmill.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Counts equal box sizes: the state that partitions add to and merge. Sides are kept as floats (24
 * bits, far finer than any annotation), so that a size is one long, and the result is the same
 * whatever the order, the split and the number of partitions.
 *
 * <p>Beyond a limit of distinct sizes, it counts cells of a grid instead, see {@link SizeGrid}: of
 * all grids, the finest with which the number of cells is within the limit. That grid depends on
 * the boxes alone, too: a part of them never needs a coarser one than the whole.
 *
 * <p>Takes 16 bytes a distinct size or cell, as many again while it grows, and at most 32 MiB. Not
 * thread-safe.
 */
public final class SizeHistogram {
  /** Distinct sizes that clustering takes seconds for. */
  public static final int DEFAULT_LIMIT = 1 << 22;

  /** As many distinct sizes as there are. */
  public static final int EXACT = Integer.MAX_VALUE;

  private static final int LEAST_SLOTS = 1 << 11;
  private static final int MOST_SLOTS = 1 << 21;

  private final int limit;
  private SizeGrid grid = SizeGrid.EXACT;

  /** Cells of the grid, in {@link Morton} order. */
  private long[] cells = {};

  private long[] units = {};
  private SizeTable waiting = new SizeTable(LEAST_SLOTS);
  private long boxes;

  /** Boxes whose size is none: a side that is not positive, not finite or no float. */
  private long leftOut;

  /** Keeps every distinct size. */
  public SizeHistogram() {
    this(EXACT);
  }

  /**
   * Keeps as many distinct sizes or cells as this.
   *
   * @param limit the same for all histograms that are merged; below 2^18 it may not be kept, since
   *     the coarsest grid has up to that many cells
   */
  public SizeHistogram(int limit) {
    this.limit = limit;
  }

  /**
   * Counts one box; a box of no size is counted apart.
   *
   * @param w in any unit, the same for all boxes; rounded to a float
   * @param h in the same unit
   */
  public void add(double w, double h) {
    add(w, h, 1);
  }

  /**
   * Counts one box that weighs so many units.
   *
   * @param w in any unit, the same for all boxes; rounded to a float
   * @param h in the same unit
   * @param weight at least 1; its unit is the same for all boxes
   */
  public void add(double w, double h, long weight) {
    float fw = (float) w;
    float fh = (float) h;
    if (!isSide(fw) || !isSide(fh)) {
      leftOut++;
      return;
    }
    if (waiting.full()) {
      settle();
      // As large as what is settled: every settling then costs no more than what it settles.
      int next = Math.min(MOST_SLOTS, Integer.highestOneBit(Math.max(1, cells.length)) << 1);
      if (next > waiting.slots()) {
        waiting = new SizeTable(next);
      }
    }
    waiting.add(grid.cell(Morton.key(fw, fh)), weight);
    boxes++;
  }

  /** Whether a box with such a side is counted. */
  static boolean isSide(double side) {
    float s = (float) side;
    return s >= Float.MIN_NORMAL && s < Float.POSITIVE_INFINITY;
  }

  /**
   * Adds all that another histogram has counted; the other keeps its counts.
   *
   * @param other of the same limit
   */
  public void merge(SizeHistogram other) {
    settle();
    other.settle();
    SizeGrid common = grid.coarser(other.grid);
    coarsen(common);
    long[] otherCells = other.cells.clone();
    long[] otherUnits = other.units.clone();
    int n = other.grid.coarsen(common, otherCells, otherUnits, otherCells.length);
    mergeRun(otherCells, otherUnits, n);
    boxes += other.boxes;
    leftOut += other.leftOut;
  }

  /** {@return boxes counted, those left out not among them} */
  public long boxes() {
    return boxes;
  }

  /** {@return boxes left out because a side is not positive, not finite or no float} */
  public long leftOut() {
    return leftOut;
  }

  /** The grid in use. */
  SizeGrid grid() {
    settle();
    return grid;
  }

  /** {@return what has been counted so far; more may be added afterwards} */
  public BoxSizes result() {
    settle();
    float[] w = new float[cells.length];
    float[] h = new float[cells.length];
    double error = 0;
    double weight = 0;
    for (int i = 0; i < cells.length; i++) {
      error += units[i] * grid.error(cells[i]);
      weight += units[i];
      long key = grid.centre(cells[i]);
      w[i] = Morton.w(key);
      h[i] = Morton.h(key);
    }
    return new BoxSizes(w, h, units.clone(), boxes, error == 0 ? 0 : error / weight);
  }

  /**
   * Writes all of it; {@link #read} gives it back.
   *
   * @param out left open
   * @throws IOException when the stream fails
   */
  public void write(DataOutputStream out) throws IOException {
    settle();
    out.writeInt(limit);
    out.writeInt(grid.dropped());
    out.writeLong(boxes);
    out.writeLong(leftOut);
    out.writeInt(cells.length);
    for (int i = 0; i < cells.length; i++) {
      out.writeLong(cells[i]);
      out.writeLong(units[i]);
    }
  }

  /**
   * {@return what {@link #write} wrote}
   *
   * @param in positioned there; left open
   * @throws IOException when the stream fails or ends early
   */
  public static SizeHistogram read(DataInputStream in) throws IOException {
    SizeHistogram histogram = new SizeHistogram(in.readInt());
    histogram.grid = new SizeGrid(in.readInt());
    histogram.boxes = in.readLong();
    histogram.leftOut = in.readLong();
    int n = in.readInt();
    histogram.cells = new long[n];
    histogram.units = new long[n];
    for (int i = 0; i < n; i++) {
      histogram.cells[i] = in.readLong();
      histogram.units[i] = in.readLong();
    }
    return histogram;
  }

  private void settle() {
    if (waiting.filled() == 0) {
      return;
    }
    long[] keys = waiting.sortedKeys();
    long[] sums = new long[keys.length];
    Arrays.setAll(sums, i -> waiting.units(keys[i]));
    waiting.clear();
    mergeRun(keys, sums, keys.length);
  }

  private void mergeRun(long[] otherCells, long[] otherUnits, int length) {
    int most = Math.addExact(cells.length, length);
    long[] mergedCells = new long[most];
    long[] mergedUnits = new long[most];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < cells.length || j < length) {
      boolean mine = j == length || (i < cells.length && cells[i] <= otherCells[j]);
      boolean theirs = i == cells.length || (j < length && otherCells[j] <= cells[i]);
      mergedCells[n] = mine ? cells[i] : otherCells[j];
      mergedUnits[n] = Units.sum(mine ? units[i] : 0, theirs ? otherUnits[j] : 0);
      i += mine ? 1 : 0;
      j += theirs ? 1 : 0;
      n++;
    }
    SizeGrid fitting = grid;
    while (n > limit && fitting.canCoarsen()) {
      SizeGrid next = fitting.next();
      n = fitting.coarsen(next, mergedCells, mergedUnits, n);
      fitting = next;
    }
    grid = fitting;
    cells = n == most ? mergedCells : Arrays.copyOf(mergedCells, n);
    units = n == most ? mergedUnits : Arrays.copyOf(mergedUnits, n);
  }

  private void coarsen(SizeGrid to) {
    int n = grid.coarsen(to, cells, units, cells.length);
    grid = to;
    cells = Arrays.copyOf(cells, n);
    units = Arrays.copyOf(units, n);
  }
}
