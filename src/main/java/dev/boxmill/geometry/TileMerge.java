package dev.boxmill.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Detection by tiles: a plan of overlapping tiles for a large image, and one list of boxes from the
 * boxes found in each (as in SAHI, Akyon et al. 2022).
 *
 * <p>Tiles stand {@code side - overlap} apart; the last of a row or column is moved back so that it
 * ends with the image. An image no longer than a tile has one tile of its own length there.
 *
 * <p>A box that reaches within {@link #MARGIN} of a tile edge inside the image is taken to be cut
 * there. It goes when another tile has the object whole: a box of its class that is cut nowhere and
 * that, clipped to the first tile, overlaps the cut box by IoU strictly greater than the threshold.
 * An object longer than the overlap may be cut in every tile; its parts then stay, so the overlap
 * should be no shorter than the objects.
 *
 * @param imageWidth pixels
 * @param imageHeight pixels
 * @param tiles row by row
 */
public record TileMerge(int imageWidth, int imageHeight, List<Tile> tiles) {
  /** How near to a tile's edge, in pixels, a box is taken to be cut by it. */
  public static final double MARGIN = 1;

  /** Copies the list. */
  public TileMerge {
    tiles = List.copyOf(tiles);
  }

  /**
   * A tile in pixels of the image.
   *
   * @param x left edge
   * @param y top edge
   * @param width at most the image's
   * @param height at most the image's
   */
  public record Tile(int x, int y, int width, int height) {}

  /**
   * Which boxes are left, and where they lie in the image.
   *
   * @param boxes all boxes given, as left, top, right, bottom in the image
   * @param kept positions of the survivors, best score first; of equals, in the order of the input
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  public record Merged(double[] boxes, int[] kept) {}

  /**
   * Lays out the tiles.
   *
   * @param imageWidth pixels, at least 1
   * @param imageHeight pixels, at least 1
   * @param side width and height of a tile, pixels
   * @param overlap pixels that neighbours share at least, in [0, side)
   * @return tiles that cover the image, none beyond it
   * @throws IllegalArgumentException when a number is outside its bounds
   */
  public static TileMerge plan(int imageWidth, int imageHeight, int side, int overlap) {
    if (imageWidth < 1 || imageHeight < 1 || overlap < 0 || overlap >= side) {
      throw new IllegalArgumentException(
          imageWidth + " x " + imageHeight + " by tiles of " + side + " less " + overlap);
    }
    List<Tile> tiles = new ArrayList<>();
    for (int y : starts(imageHeight, side, overlap)) {
      for (int x : starts(imageWidth, side, overlap)) {
        tiles.add(new Tile(x, y, Math.min(side, imageWidth), Math.min(side, imageHeight)));
      }
    }
    return new TileMerge(imageWidth, imageHeight, tiles);
  }

  private static int[] starts(int length, int side, int overlap) {
    int step = side - overlap;
    int beyond = Math.max(0, length - side);
    int count = beyond / step + (beyond % step == 0 ? 1 : 2);
    // The last step may pass the end, and with it the largest int.
    return IntStream.range(0, count).map(i -> (int) Math.min((long) i * step, beyond)).toArray();
  }

  /**
   * Maps the boxes into the image, drops those that were cut, and suppresses the doubles with
   * {@link Nms#greedy}.
   *
   * @param boxes left, top, right, bottom of box after box, in pixels of its tile
   * @param scores one a box
   * @param classes class of each box
   * @param tileOf for each box the position of its tile in {@link #tiles}
   * @param iou threshold for both steps, in [0, 1]
   * @return new arrays; those given stay as they are
   */
  public Merged merge(double[] boxes, double[] scores, int[] classes, int[] tileOf, double iou) {
    int size = scores.length;
    double[] mapped = new double[4 * size];
    boolean[] cut = new boolean[size];
    for (int i = 0; i < size; i++) {
      Tile tile = tiles.get(tileOf[i]);
      for (int k = 0; k < 4; k++) {
        mapped[4 * i + k] = boxes[4 * i + k] + (k % 2 == 0 ? tile.x() : tile.y());
      }
      cut[i] = isCut(mapped, i, tile);
    }
    int[] order =
        IntStream.range(0, size)
            .filter(i -> !cut[i] || !isWholeElsewhere(mapped, classes, tileOf, cut, i, iou))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] best = new double[4 * order.length];
    int[] bestClasses = new int[order.length];
    for (int to = 0; to < order.length; to++) {
      System.arraycopy(mapped, 4 * order[to], best, 4 * to, 4);
      bestClasses[to] = classes[order[to]];
    }
    int[] kept = new int[order.length];
    int count = Nms.greedy(best, bestClasses, order.length, iou, order.length, kept);
    return new Merged(mapped, Arrays.stream(kept, 0, count).map(at -> order[at]).toArray());
  }

  /** Does the box reach an edge of its tile that is no edge of the image? */
  private boolean isCut(double[] boxes, int i, Tile tile) {
    int right = tile.x() + tile.width();
    int bottom = tile.y() + tile.height();
    return (tile.x() > 0 && boxes[4 * i] <= tile.x() + MARGIN)
        || (tile.y() > 0 && boxes[4 * i + 1] <= tile.y() + MARGIN)
        || (right < imageWidth && boxes[4 * i + 2] >= right - MARGIN)
        || (bottom < imageHeight && boxes[4 * i + 3] >= bottom - MARGIN);
  }

  private boolean isWholeElsewhere(
      double[] boxes, int[] classes, int[] tileOf, boolean[] cut, int i, double iou) {
    Tile tile = tiles.get(tileOf[i]);
    for (int j = 0; j < classes.length; j++) {
      if (cut[j] || classes[j] != classes[i] || tileOf[j] == tileOf[i]) {
        continue;
      }
      double overlap =
          Iou.iou(
              boxes[4 * i],
              boxes[4 * i + 1],
              boxes[4 * i + 2],
              boxes[4 * i + 3],
              Math.max(boxes[4 * j], tile.x()),
              Math.max(boxes[4 * j + 1], tile.y()),
              Math.min(boxes[4 * j + 2], tile.x() + tile.width()),
              Math.min(boxes[4 * j + 3], tile.y() + tile.height()));
      if (overlap > iou) {
        return true;
      }
    }
    return false;
  }
}
