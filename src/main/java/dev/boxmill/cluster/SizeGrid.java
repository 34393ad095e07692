package dev.boxmill.cluster;

/**
 * A grid over sizes whose lines stand at nearly equal ratios: a side falls into the cell of its
 * float's leading bits. Cells are {@link Morton} keys without their last bits, so a coarser grid's
 * cells are unions of a finer one's, and keep their order.
 *
 * <p>A box and its cell's centre have an IoU of at least (a_w / c_w) (a_h / c_h), where a is a
 * lower line of the cell and c its centre: the box farthest from it has both sides at the lower
 * lines, since c / a is more than the ratio of the upper line to c. Because 1 - IoU is a metric,
 * the box's IoU with any anchor differs from that of the centre by at most one minus this, the
 * cell's {@link #error}; so the averages over boxes and over cells, however weighted, differ by at
 * most the mean of the cells' errors. The best anchors for the cells are therefore within twice
 * that mean of the best anchors for the boxes: a coreset with an additive bound.
 *
 * @param dropped trailing bits of each side that are not looked at, from 0 to 22
 */
record SizeGrid(int dropped) {
  /** Every size its own cell. */
  static final SizeGrid EXACT = new SizeGrid(0);

  /** Beyond, a cell would span more than half an octave. */
  private static final int MOST = 22;

  boolean canCoarsen() {
    return dropped < MOST;
  }

  SizeGrid next() {
    return new SizeGrid(dropped + 1);
  }

  SizeGrid coarser(SizeGrid other) {
    return dropped >= other.dropped ? this : other;
  }

  /** The cell of a size given by its Morton key. */
  long cell(long key) {
    return key >>> 2 * dropped;
  }

  /** Morton key of a cell's centre. */
  long centre(long cell) {
    // The first of the dropped bits of both sides: half-way between the lines.
    return dropped == 0 ? cell : cell << 2 * dropped | 3L << 2 * (dropped - 1);
  }

  /** The most by which an IoU with a box of this cell differs from that with its centre. */
  double error(long cell) {
    long low = cell << 2 * dropped;
    long centre = centre(cell);
    double inW = (double) Morton.w(low) / Morton.w(centre);
    double inH = (double) Morton.h(low) / Morton.h(centre);
    return 1 - inW * inH;
  }

  /**
   * Brings the first n ascending cells of this grid, with their units, to a coarser one in place.
   *
   * @return how many cells there are then
   */
  int coarsen(SizeGrid to, long[] cells, long[] units, int n) {
    int shift = 2 * (to.dropped - dropped);
    if (shift == 0) {
      return n;
    }
    int left = 0;
    for (int i = 0; i < n; i++) {
      long cell = cells[i] >>> shift;
      if (left > 0 && cells[left - 1] == cell) {
        units[left - 1] = Units.sum(units[left - 1], units[i]);
      } else {
        cells[left] = cell;
        units[left++] = units[i];
      }
    }
    return left;
  }
}
