package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.geometry.TileMerge.Merged;
import dev.boxmill.geometry.TileMerge.Tile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans and merges worked by hand. */
final class TileMergeTest {
  /** Two tiles across, 0 to 100 and 60 to 160. */
  private static final TileMerge PAIR = TileMerge.plan(160, 100, 100, 40);

  private static int[] kept(int[] classes, int[] tiles, double... boxes) {
    double[] scores = new double[classes.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = .9 - .1 * i;
    }
    return PAIR.merge(boxes, scores, classes, tiles, .5).kept();
  }

  @Test
  void theLastTileEndsWithTheImage() {
    // Steps of 80: 0, 80 and, where 160 + 100 would pass 250, 150; the image is lower than a tile.
    assertEquals(
        List.of(new Tile(0, 0, 100, 50), new Tile(80, 0, 100, 50), new Tile(150, 0, 100, 50)),
        TileMerge.plan(250, 50, 100, 20).tiles());
    assertEquals(List.of(new Tile(0, 0, 100, 100)), TileMerge.plan(100, 100, 100, 20).tiles());
    assertEquals(
        List.of(
            new Tile(0, 0, 10, 10),
            new Tile(1, 0, 10, 10),
            new Tile(0, 5, 10, 10),
            new Tile(1, 5, 10, 10)),
        TileMerge.plan(11, 15, 10, 0).tiles());
  }

  @Test
  void everyPixelIsInATileAndNeighboursShareTheOverlap() {
    for (int length = 1; length < 60; length++) {
      for (int overlap = 0; overlap < 13; overlap++) {
        int end = 0;
        for (Tile tile : TileMerge.plan(length, 1, 13, overlap).tiles()) {
          assertEquals(true, tile.x() == 0 || end - tile.x() >= overlap);
          end = tile.x() + tile.width();
        }
        assertEquals(length, end);
      }
    }
  }

  @Test
  void boxesAreMappedIntoTheImage() {
    Merged merged =
        TileMerge.plan(160, 160, 100, 40)
            .merge(new double[] {10, 20, 30, 40}, new double[1], new int[1], new int[] {3}, .5);
    assertArrayEquals(new double[] {70, 80, 90, 100}, merged.boxes());
  }

  @Test
  void aCutBoxGoesWhereANeighbourHasTheWhole() {
    // The object lies at 80 to 140: cut at 100 in the first tile, whole in the second. Their IoU is
    // 20/60, too little for suppression; but clipped to the first tile they are the same.
    int[] tiles = {0, 1};
    assertArrayEquals(new int[] {1}, kept(new int[] {1, 1}, tiles, 80, 0, 100, 9, 20, 0, 80, 9));
    // Another class, or another place: it stays.
    assertArrayEquals(new int[] {0, 1}, kept(new int[] {1, 2}, tiles, 80, 0, 100, 9, 20, 0, 80, 9));
    assertArrayEquals(
        new int[] {0, 1}, kept(new int[] {1, 1}, tiles, 80, 0, 100, 9, 20, 50, 80, 59));
  }

  @Test
  void boxesAreCutAboveAndBelowToo() {
    TileMerge rows = TileMerge.plan(100, 160, 100, 40);
    double[] scores = {.9, .8};
    int[] classes = {1, 1};
    int[] tiles = {0, 1};
    double[] below = {0, 80, 9, 100, 0, 20, 9, 80};
    assertArrayEquals(new int[] {1}, rows.merge(below, scores, classes, tiles, .5).kept());
    double[] above = {0, 20, 9, 80, 0, 0, 9, 20};
    assertArrayEquals(new int[] {0}, rows.merge(above, scores, classes, tiles, .5).kept());
  }

  @Test
  void aSmallObjectAtTheEdgeIsNoPartOfALargeOne() {
    // In the first tile's view the large one takes 30 x 100, the small one 10 x 10 of it.
    assertArrayEquals(
        new int[] {0, 1},
        kept(new int[] {1, 1}, new int[] {0, 1}, 90, 40, 100, 50, 10, 0, 90, 100));
  }

  @Test
  void partsWithoutAWholeStay() {
    // 20 to 140 is cut in both tiles, at 100 and at 60.
    assertArrayEquals(
        new int[] {0, 1}, kept(new int[] {1, 1}, new int[] {0, 1}, 20, 0, 100, 9, 0, 0, 80, 9));
  }

  @Test
  void theImagesOwnEdgeCutsNothing() {
    // 0 to 98.5 is whole in the first tile, though it begins with the image; the second tile has it
    // from its own edge at 60 on.
    assertArrayEquals(
        new int[] {1}, kept(new int[] {1, 1}, new int[] {1, 0}, 0, 0, 38.5, 9, 0, 0, 98.5, 9));
    // Whole in the second tile from 70 to 99.5, in the first within a pixel of its edge.
    assertArrayEquals(
        new int[] {1}, kept(new int[] {1, 1}, new int[] {0, 1}, 70, 0, 99.5, 9, 10, 0, 39.5, 9));
  }

  @Test
  void doublesAreSuppressedByScore() {
    // Whole in both tiles at 70 to 90: the better one stays, and the other class.
    assertArrayEquals(
        new int[] {0, 2},
        kept(new int[] {1, 1, 2}, new int[] {1, 0, 0}, 10, 0, 30, 9, 70, 0, 90, 9, 70, 0, 90, 9));
  }

  @Test
  void impossiblePlansAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> TileMerge.plan(10, 10, 5, 5));
    assertThrows(IllegalArgumentException.class, () -> TileMerge.plan(0, 10, 5, 1));
    assertThrows(IllegalArgumentException.class, () -> TileMerge.plan(10, 10, 5, -1));
  }
}
