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
  private int size;

  /**
   * Adds a candidate.
   *
   * @param row index of the anchor, cell, point or query that it comes from
   * @param classIndex position in the descriptor's classes
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

  public int size() {
    return size;
  }

  public double score(int i) {
    return scores[i];
  }

  public int classIndex(int i) {
    return classes[i];
  }

  public int row(int i) {
    return rows[i];
  }

  /** Edge of a candidate's box: 0 left, 1 top, 2 right, 3 bottom. */
  public double edge(int i, int side) {
    return boxes[4 * i + side];
  }

  public void clear() {
    size = 0;
  }
}
