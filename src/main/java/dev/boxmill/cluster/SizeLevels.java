package dev.boxmill.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sizes on ever coarser {@link SizeGrid}s, each with its tiles. Clustering that begins on the
 * coarsest, and goes on with its anchors on the next finer one, has few rounds left to do over all
 * sizes, and ends where Lloyd's iteration over all sizes has come to rest.
 */
final class SizeLevels {
  /** Sizes that are clustered in no time. */
  static final int FEW = 1 << 16;

  /** A level has fewer sizes than one in this many of the finer one's. */
  private static final int WORTH = 2;

  /** All sizes first. */
  private final List<BoxSizes> sizes = new ArrayList<>();

  private final List<SizeTree> trees = new ArrayList<>();

  SizeLevels(BoxSizes all, Distance distance) {
    add(all, distance);
    if (all.distinct() > FEW) {
      addCoarser(all, distance);
    }
  }

  private void addCoarser(BoxSizes all, Distance distance) {
    int n = all.distinct();
    long[] cells = new long[n];
    long[] units = new long[n];
    for (int i = 0; i < n; i++) {
      cells[i] = Morton.key((float) all.w(i), (float) all.h(i));
      units[i] = all.count(i);
    }
    SizeGrid grid = SizeGrid.EXACT;
    int last = n;
    while (last > FEW && grid.canCoarsen()) {
      n = grid.coarsen(grid.next(), cells, units, n);
      grid = grid.next();
      // Rounds on a level that is hardly smaller would save none on the next finer one.
      if (n < last / WORTH) {
        add(centres(grid, cells, units, n, all.counted()), distance);
        last = n;
      }
    }
  }

  private void add(BoxSizes level, Distance distance) {
    sizes.add(level);
    trees.add(new SizeTree(level, distance));
  }

  private static BoxSizes centres(SizeGrid grid, long[] cells, long[] units, int n, long counted) {
    float[] w = new float[n];
    float[] h = new float[n];
    for (int i = 0; i < n; i++) {
      long key = grid.centre(cells[i]);
      w[i] = Morton.w(key);
      h[i] = Morton.h(key);
    }
    return new BoxSizes(w, h, Arrays.copyOf(units, n), counted, 0);
  }

  /** Number of levels, at least 1. */
  int count() {
    return sizes.size();
  }

  /** Level 0 has all sizes. */
  BoxSizes sizes(int level) {
    return sizes.get(level);
  }

  SizeTree tree(int level) {
    return trees.get(level);
  }
}
