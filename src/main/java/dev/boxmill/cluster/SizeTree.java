package dev.boxmill.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring sizes in tiles, neighbouring tiles in larger ones, up to a single tile. Because
 * distances are metrics, a look at a tile's centre often tells which anchor is nearest to all its
 * sizes.
 */
final class SizeTree {
  /** Sizes in a tile of the finest level. */
  private static final int LEAF = 16;

  /** Tiles of one level in a tile of the next. */
  private static final int FAN = 4;

  private final Distance distance;
  private final int distinct;
  private final List<TileLevel> levels = new ArrayList<>();

  SizeTree(BoxSizes sizes) {
    this(sizes, Distance.IOU);
  }

  SizeTree(BoxSizes sizes, Distance distance) {
    this.distance = distance;
    distinct = sizes.distinct();
    TileLevel level = finest(sizes);
    levels.add(level);
    while (level.tiles() > 1) {
      level = coarser(level);
      levels.add(level);
    }
  }

  private TileLevel finest(BoxSizes sizes) {
    TileLevel level = new TileLevel(distance, (distinct + LEAF - 1) / LEAF);
    for (int t = 0; t < level.tiles(); t++) {
      for (int i = from(0, t); i < to(0, t); i++) {
        level.add(t, (float) sizes.w(i), (float) sizes.h(i));
      }
      level.finish(t);
    }
    return level;
  }

  private TileLevel coarser(TileLevel fine) {
    TileLevel level = new TileLevel(distance, (fine.tiles() + FAN - 1) / FAN);
    for (int t = 0; t < level.tiles(); t++) {
      for (int f = t * FAN; f < Math.min(fine.tiles(), (t + 1) * FAN); f++) {
        level.add(t, fine, f);
      }
      level.finish(t);
    }
    return level;
  }

  /** The distance that the tiles' radii are of. */
  Distance distance() {
    return distance;
  }

  /** Number of levels: 0 is the finest, the last one holds a single tile. */
  int height() {
    return levels.size();
  }

  TileLevel level(int l) {
    return levels.get(l);
  }

  /** The first member of a tile: a size on level 0, else a tile of the level below. */
  int from(int l, int t) {
    return t * (l == 0 ? LEAF : FAN);
  }

  /** The member behind the last. */
  int to(int l, int t) {
    return l == 0
        ? Math.min(distinct, (t + 1) * LEAF)
        : Math.min(levels.get(l - 1).tiles(), (t + 1) * FAN);
  }

  /** The first size of a tile. */
  int firstSize(int l, int t) {
    return Math.toIntExact((long) t * span(l));
  }

  /** The size behind the last of a tile. */
  int endSize(int l, int t) {
    return (int) Math.min(distinct, (t + 1L) * span(l));
  }

  private static long span(int l) {
    long span = LEAF;
    for (int i = 0; i < l; i++) {
      span *= FAN;
    }
    return span;
  }
}
