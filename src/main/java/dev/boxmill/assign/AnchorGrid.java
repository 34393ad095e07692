package dev.boxmill.assign;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Anchors on the cells of one or more feature maps. A map of stride s has ceil(size / s) cells a
 * side. Anchors are numbered map by map; within a map by row, then column, then shape.
 *
 * <p>Shapes are drawn around x s + origin, where origin is s / 2 (the cell's middle: YOLO, FCOS) or
 * 0 (its corner: Faster R-CNN and RetinaNet as in torchvision).
 */
public final class AnchorGrid {
  private final int width;
  private final int height;
  private final int[] strides;
  private final double[][] shapes;
  private final boolean middle;
  private final int[] firsts;

  /** Shapes are width, height pairs, one array a level. */
  private AnchorGrid(int width, int height, int[] strides, double[][] shapes, boolean middle) {
    this.width = width;
    this.height = height;
    this.strides = strides.clone();
    this.shapes = Arrays.stream(shapes).map(double[]::clone).toArray(double[][]::new);
    this.middle = middle;
    firsts = new int[strides.length + 1];
    for (int l = 0; l < strides.length; l++) {
      firsts[l + 1] = firsts[l] + columns(l) * rows(l) * perCell(l);
    }
  }

  /**
   * RetinaNet (Lin et al. 2017): levels P3 to P7 (strides 8 to 128), sizes of 4 strides times 1,
   * 2^(1/3), 2^(2/3) cut to whole pixels, ratios 1/2, 1, 2; edges rounded as in torchvision.
   *
   * @param width of the network's input in pixels
   * @param height of the network's input in pixels
   * @return 9 anchors a cell, around its corner
   */
  public static AnchorGrid retinaNet(int width, int height) {
    int[] strides = {8, 16, 32, 64, 128};
    double[][] shapes = new double[5][];
    for (int l = 0; l < 5; l++) {
      int size = 4 * strides[l];
      shapes[l] =
          shapes(size, (int) (size * Math.pow(2, 1 / 3.)), (int) (size * Math.pow(2, 2 / 3.)));
    }
    return new AnchorGrid(width, height, strides, shapes, false);
  }

  /**
   * The region proposals of Faster R-CNN (Ren et al. 2015) on a feature pyramid (Lin et al. 2017):
   * strides 4 to 64, one size of 8 strides, ratios 1/2, 1, 2; edges rounded as in torchvision.
   *
   * @param width of the network's input in pixels
   * @param height of the network's input in pixels
   * @return 3 anchors a cell, around its corner
   */
  public static AnchorGrid regionProposals(int width, int height) {
    int[] strides = {4, 8, 16, 32, 64};
    double[][] shapes = new double[5][];
    Arrays.setAll(shapes, l -> shapes(8 * strides[l]));
    return new AnchorGrid(width, height, strides, shapes, false);
  }

  /**
   * Anchors of any shapes, around the cells' middles.
   *
   * @param width of the network's input in pixels
   * @param height of the network's input in pixels
   * @param strides pixels a cell, one a level; copied
   * @param shapes width, height pairs in pixels, one array a level; copied
   * @return an anchor a shape and cell
   * @throws IllegalArgumentException when there are not as many strides as arrays
   */
  public static AnchorGrid of(int width, int height, int[] strides, double[][] shapes) {
    if (strides.length != shapes.length) {
      throw new IllegalArgumentException(
          strides.length + " strides for anchors of " + shapes.length + " levels");
    }
    return new AnchorGrid(width, height, strides, shapes, true);
  }

  /**
   * One point in the middle of each cell.
   *
   * @param width of the network's input in pixels
   * @param height of the network's input in pixels
   * @param strides pixels a cell, one a level
   * @return points whose {@link #boxes} are one stride wide and high
   */
  public static AnchorGrid points(int width, int height, int... strides) {
    double[][] shapes = new double[strides.length][];
    Arrays.setAll(shapes, l -> new double[] {strides[l], strides[l]});
    return new AnchorGrid(width, height, strides, shapes, true);
  }

  /** Float arithmetic and halves rounded to even: the peer's, so that no edge differs. */
  private static double[] shapes(int... sizes) {
    float[] ratios = {.5f, 1, 2};
    double[] shapes = new double[2 * ratios.length * sizes.length];
    int at = 0;
    for (float ratio : ratios) {
      float tall = (float) Math.sqrt(ratio);
      for (int size : sizes) {
        shapes[at++] = 2 * Math.rint(1 / tall * size / 2);
        shapes[at++] = 2 * Math.rint(tall * size / 2);
      }
    }
    return shapes;
  }

  /** Width of the network's input in pixels. */
  int width() {
    return width;
  }

  /** Height of the network's input in pixels. */
  int height() {
    return height;
  }

  /** {@return number of feature maps} */
  public int levels() {
    return strides.length;
  }

  /**
   * {@return pixels a cell}
   *
   * @param level from 0 to below {@link #levels}
   */
  public int stride(int level) {
    return strides[level];
  }

  /**
   * {@return cells in a row}
   *
   * @param level from 0 to below {@link #levels}
   */
  public int columns(int level) {
    return (width + strides[level] - 1) / strides[level];
  }

  /**
   * {@return cells in a column}
   *
   * @param level from 0 to below {@link #levels}
   */
  public int rows(int level) {
    return (height + strides[level] - 1) / strides[level];
  }

  /**
   * {@return anchors a cell}
   *
   * @param level from 0 to below {@link #levels}
   */
  public int perCell(int level) {
    return shapes[level].length / 2;
  }

  /** Width of a shape in pixels. */
  double shapeWidth(int level, int shape) {
    return shapes[level][2 * shape];
  }

  /** Height of a shape in pixels. */
  double shapeHeight(int level, int shape) {
    return shapes[level][2 * shape + 1];
  }

  /** {@return number of anchors on all levels} */
  public int size() {
    return firsts[strides.length];
  }

  /**
   * {@return number of an anchor, its place in an {@link Assignment}}
   *
   * @param level from 0 to below {@link #levels}
   * @param column from 0 to below {@link #columns}
   * @param row from 0 to below {@link #rows}
   * @param shape from 0 to below {@link #perCell}
   */
  public int index(int level, int column, int row, int shape) {
    return firsts[level] + (row * columns(level) + column) * perCell(level) + shape;
  }

  /** x of a column's centres, and y of a row's. */
  double centre(int level, int cell) {
    return (cell + (middle ? .5 : 0)) * strides[level];
  }

  /**
   * {@return left, top, right, bottom of every anchor in pixels; they may pass the picture's edge}
   */
  public double[] boxes() {
    double[] boxes = new double[4 * size()];
    int at = 0;
    for (int l = 0; l < levels(); l++) {
      for (int row = 0; row < rows(l); row++) {
        for (int column = 0; column < columns(l); column++) {
          for (int s = 0; s < perCell(l); s++) {
            boxes[at++] = centre(l, column) - shapeWidth(l, s) / 2;
            boxes[at++] = centre(l, row) - shapeHeight(l, s) / 2;
            boxes[at++] = centre(l, column) + shapeWidth(l, s) / 2;
            boxes[at++] = centre(l, row) + shapeHeight(l, s) / 2;
          }
        }
      }
    }
    return boxes;
  }

  /** Splits width, height pairs, ascending by area, evenly over levels. */
  static double[][] split(double[] anchors, int levels) {
    int count = anchors.length / 2;
    if (anchors.length % 2 != 0 || count == 0 || count % levels != 0) {
      throw new IllegalArgumentException(
          anchors.length + " numbers do not make equally many anchors on " + levels + " levels");
    }
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(
                (a, b) ->
                    Double.compare(
                        anchors[2 * a] * anchors[2 * a + 1], anchors[2 * b] * anchors[2 * b + 1]))
            .mapToInt(Integer::intValue)
            .toArray();
    int each = count / levels;
    double[][] split = new double[levels][2 * each];
    for (int i = 0; i < count; i++) {
      split[i / each][2 * (i % each)] = anchors[2 * order[i]];
      split[i / each][2 * (i % each) + 1] = anchors[2 * order[i] + 1];
    }
    return split;
  }
}
