package dev.boxmill.geometry;

import com.google.auto.service.AutoService;
import java.util.Arrays;

/**
 * MaxpoolNMS (Cai et al. 2019), for boxes of any size as in PSRR-MaxpoolNMS (Zhang et al. 2021): an
 * approximation whose time grows with n log n however crowded the boxes are.
 *
 * <p>Boxes of like size and shape share a channel: the same whole part of log2 of the side {@code
 * sqrt(w h)}, and of log2(w / h) rounded. A channel is a map of square cells; each box counts in
 * the cell of its centre, and the best box of a cell is its score. A box survives when it is the
 * best of its own cell and the eight around it: max pooling, 3 x 3, stride 1. Boxes that do not
 * survive still stand in the map, and channels do not see each other, so results differ from {@link
 * HardNms}.
 *
 * <p>The cell's side is {@code 2^level (1 - t) / (1 + t)}, at least 2^level / 64, t the threshold:
 * two squares of side 2^level shifted by that much along one axis have IoU t.
 *
 * <p>Ties: score descending, then index. Boxes without area, or not finite, survive.
 */
@AutoService(Suppression.class)
public final class MaxPoolNms implements Suppression {
  private static final double FINEST = 1 / 64.0;
  private static final int BITS = 24;
  private static final long FARTHEST = (1L << (BITS - 1)) - 2;

  @Override
  public String id() {
    return "max-pool";
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    double part = Math.max(FINEST, (1 - rule.iou()) / (1 + rule.iou()));
    long[] cellOf = new long[boxes.size()];
    for (int i = 0; i < boxes.size(); i++) {
      cellOf[i] = cell(boxes.edges(), i, part);
    }
    long[] cells = cellOf.clone();
    Arrays.sort(cells);
    int[] bestOf = new int[cells.length]; // at the first place of each cell
    Arrays.fill(bestOf, Integer.MAX_VALUE);
    for (int i = 0; i < cellOf.length; i++) {
      int at = first(cells, cellOf[i]);
      bestOf[at] = Math.min(bestOf[at], i);
    }
    for (int i = 0; i < cellOf.length; i++) {
      if (cellOf[i] == Long.MIN_VALUE || isPeak(cells, bestOf, cellOf[i], i)) {
        survivors.add(boxes, i);
      }
    }
  }

  private static boolean isPeak(long[] cells, int[] bestOf, long cell, int rank) {
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        long neighbour = cell + ((long) dy << BITS) + dx;
        int at = first(cells, neighbour);
        if (at < cells.length && cells[at] == neighbour && bestOf[at] < rank) {
          return false;
        }
      }
    }
    return true;
  }

  /** First place of a key, or of the next greater one. */
  private static int first(long[] sorted, long key) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Level, shape, row and column in one number; the least of all for a box that has none. */
  private static long cell(double[] edges, int i, double part) {
    double w = edges[4 * i + 2] - edges[4 * i];
    double h = edges[4 * i + 3] - edges[4 * i + 1];
    double side = Math.sqrt(w * h);
    if (!(w > 0) || !(h > 0) || !(side > 0) || !Double.isFinite(side)) {
      return Long.MIN_VALUE;
    }
    int level = Math.getExponent(side);
    long shape = Math.max(-8, Math.min(7, Math.round(Math.log(w / h) / Math.log(2))));
    double unit = Math.scalb(part, level);
    long column = clamp(Math.floor((edges[4 * i] + edges[4 * i + 2]) / 2 / unit));
    long row = clamp(Math.floor((edges[4 * i + 1] + edges[4 * i + 3]) / 2 / unit));
    return ((level * 16L + shape) << (2 * BITS)) + (row << BITS) + column;
  }

  private static long clamp(double cell) {
    return (long) Math.max(-FARTHEST, Math.min(FARTHEST, cell)) + FARTHEST + 1;
  }
}
