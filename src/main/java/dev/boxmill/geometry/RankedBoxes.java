package dev.boxmill.geometry;

import java.util.Arrays;

/**
 * The boxes that compete with each other, by column, best first: by score descending, then by
 * index. Do not write to the arrays.
 *
 * @param size number of boxes
 * @param edges left, top, right, bottom of box after box
 * @param scores descending
 * @param indices position of each box in the {@link ScoredBoxes} it comes from
 * @param localisation as there, or null
 * @param variances as there, or null
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared and not copied
public record RankedBoxes(
    int size,
    double[] edges,
    double[] scores,
    int[] indices,
    double[] localisation,
    double[] variances) {

  /** Gathers boxes in the order given: positions {@code from} to {@code to} of {@code order}. */
  static RankedBoxes gather(ScoredBoxes boxes, int[] order, int from, int to) {
    int size = to - from;
    int[] indices = Arrays.copyOfRange(order, from, to);
    return new RankedBoxes(
        size,
        pick(boxes.edges(), 4, indices),
        pick(boxes.scores(), 1, indices),
        indices,
        pick(boxes.localisation(), 1, indices),
        pick(boxes.variances(), 4, indices));
  }

  private static double[] pick(double[] column, int width, int[] indices) {
    if (column == null) {
      return null;
    }
    double[] picked = new double[width * indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(column, width * indices[i], picked, width * i, width);
    }
    return picked;
  }

  /**
   * IoU of two of the boxes.
   *
   * @param i rank from 0 to below {@link #size}
   * @param j likewise
   * @return in [0, 1]; 0 where they only touch
   */
  public double iou(int i, int j) {
    return Iou.iou(edges, i, edges, j);
  }

  /** Distance IoU of two of the boxes, which need an area. */
  double diou(int i, int j) {
    return Iou.diou(
        edges[4 * i],
        edges[4 * i + 1],
        edges[4 * i + 2],
        edges[4 * i + 3],
        edges[4 * j],
        edges[4 * j + 1],
        edges[4 * j + 2],
        edges[4 * j + 3]);
  }
}
