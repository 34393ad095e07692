package dev.boxmill.head;

import java.util.Arrays;

/**
 * Growing list of (box, score, class) that a head fills for one image. Boxes are left, top, right,
 * bottom in pixels of the model's input, unclipped. The order of adding is the order of ties.
 *
 * <p>Not thread-safe; one per worker, cleared between images.
 */
public final class Candidates {
  private double[] boxes = new double[4 * 256];
  private double[] scores = new double[256];
  private int[] classes = new int[256];
  private int[] rows = new int[256];
  private double[] localisation;
  private double[] variances;
  private int size;

  /**
   * Adds a candidate.
   *
   * @param row index of the anchor, cell, point or query that it comes from
   * @param classIndex position in the descriptor's classes
   * @param score confidence, not below the floor of {@link HeadDecoder.Head#decode}
   * @param x1 left edge
   * @param y1 top edge
   * @param x2 right edge
   * @param y2 bottom edge
   */
  public void add(
      int row, int classIndex, double score, double x1, double y1, double x2, double y2) {
    if (size == scores.length) {
      boxes = Arrays.copyOf(boxes, 8 * size);
      scores = Arrays.copyOf(scores, 2 * size);
      classes = Arrays.copyOf(classes, 2 * size);
      rows = Arrays.copyOf(rows, 2 * size);
    }
    int at = 4 * size;
    boxes[at] = x1;
    boxes[at + 1] = y1;
    boxes[at + 2] = x2;
    boxes[at + 3] = y2;
    scores[size] = score;
    classes[size] = classIndex;
    rows[size] = row;
    size++;
  }

  /**
   * Says how well the box added last fits its object. A head says it of every box or of none.
   *
   * @param confidence in [0, 1]; see {@link dev.boxmill.geometry.BoxExtra#LOCALISATION}
   */
  public void localisation(double confidence) {
    localisation = withRoom(localisation, 1);
    localisation[size - 1] = confidence;
  }

  /**
   * Gives the variances of the edges of the box added last. A head gives them for every box or for
   * none.
   *
   * @param left in squared pixels of the model's input
   * @param top likewise
   * @param right likewise
   * @param bottom likewise
   */
  public void variances(double left, double top, double right, double bottom) {
    variances = withRoom(variances, 4);
    int at = 4 * (size - 1);
    variances[at] = left;
    variances[at + 1] = top;
    variances[at + 2] = right;
    variances[at + 3] = bottom;
  }

  private double[] withRoom(double[] column, int width) {
    if (column == null) {
      return new double[width * scores.length];
    }
    return column.length < width * size ? Arrays.copyOf(column, width * scores.length) : column;
  }

  /** Copies what was said of a box into columns, where there is something to say. */
  void copyExtras(int i, double[] localisationTo, double[] variancesTo, int at) {
    if (localisationTo != null) {
      localisationTo[at] = localisation[i];
    }
    if (variancesTo != null) {
      System.arraycopy(variances, 4 * i, variancesTo, 4 * at, 4);
    }
  }

  boolean hasLocalisation() {
    return localisation != null;
  }

  boolean hasVariances() {
    return variances != null;
  }

  /** {@return how many were added since the start or {@link #clear}} */
  public int size() {
    return size;
  }

  /**
   * {@return the confidence that the head gave}
   *
   * @param i from 0 to below {@link #size}, by the order of adding
   */
  public double score(int i) {
    return scores[i];
  }

  /**
   * {@return position in the descriptor's classes}
   *
   * @param i from 0 to below {@link #size}
   */
  public int classIndex(int i) {
    return classes[i];
  }

  /**
   * {@return index of the anchor, cell, point or query that a candidate comes from}
   *
   * @param i from 0 to below {@link #size}
   */
  public int row(int i) {
    return rows[i];
  }

  /**
   * {@return an edge of a candidate's box, in pixels of the model's input}
   *
   * @param i from 0 to below {@link #size}
   * @param side 0 left, 1 top, 2 right, 3 bottom
   */
  public double edge(int i, int side) {
    return boxes[4 * i + side];
  }

  /** Makes ready for the next image; the memory is used again. */
  public void clear() {
    size = 0;
  }
}
