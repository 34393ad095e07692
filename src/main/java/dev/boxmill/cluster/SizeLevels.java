package dev.boxmill.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes on ever coarser {@link SizeGrid}s, each with its tiles. Clustering that begins on the
 * coarsest, and goes on with its anchors on the next finer one, has few rounds left to do over all
 * sizes, and ends where Lloyd's iteration over all sizes has come to rest.
 */
final class SizeLevels {
  /** Sizes that are clustered in no time. */
  static final int FEW = 1 << 16;

  /** All sizes first. */
  private final List<BoxSizes> sizes = new ArrayList<>();

  private final List<SizeTree> trees = new ArrayList<>();

  SizeLevels(BoxSizes all, Distance distance) {
    SizeGrid grid = SizeGrid.EXACT;
    BoxSizes level = all;
    add(level, distance);
    while (level.distinct() > FEW && grid.canCoarsen()) {
      grid = grid.next();
      BoxSizes coarser = on(grid, level);
      // Sizes that are cells of a grid already stay apart on all finer ones.
      if (4 * coarser.distinct() < 3 * level.distinct()) {
        level = coarser;
        add(level, distance);
      }
    }
  }

  private void add(BoxSizes level, Distance distance) {
    sizes.add(level);
    trees.add(new SizeTree(level, distance));
  }

  /** The centres of the cells that the sizes lie in. */
  private static BoxSizes on(SizeGrid grid, BoxSizes fine) {
    long[] cells = new long[fine.distinct()];
    long[] units = new long[fine.distinct()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Morton.key((float) fine.w(i), (float) fine.h(i));
      units[i] = fine.count(i);
    }
    int n = SizeGrid.EXACT.coarsen(grid, cells, units, cells.length);
    float[] w = new float[n];
    float[] h = new float[n];
    long[] counts = new long[n];
    for (int i = 0; i < n; i++) {
      long key = grid.centre(cells[i]);
      w[i] = Morton.w(key);
      h[i] = Morton.h(key);
      counts[i] = units[i];
    }
    return new BoxSizes(w, h, counts, fine.counted(), 0);
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
