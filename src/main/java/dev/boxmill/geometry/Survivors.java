package dev.boxmill.geometry;

import java.util.Arrays;

/** Growing list of the boxes that a {@link Suppression} keeps, with the scores it gives them. */
public final class Survivors {
  private int[] indices = new int[64];
  private double[] scores = new double[64];
  private double[] edges = new double[4 * 64];
  private int size;

  /** Adds a box as it is. */
  void add(RankedBoxes boxes, int rank) {
    add(boxes, rank, boxes.scores()[rank]);
  }

  /** Adds a box with another score. */
  void add(RankedBoxes boxes, int rank, double score) {
    add(boxes.indices()[rank], score, boxes.edges(), 4 * rank);
  }

  /**
   * Adds a box.
   *
   * @param index position in the {@link ScoredBoxes}
   * @param from holds its edges from {@code at} on
   */
  void add(int index, double score, double[] from, int at) {
    if (size == scores.length) {
      indices = Arrays.copyOf(indices, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
      edges = Arrays.copyOf(edges, 8 * size);
    }
    indices[size] = index;
    scores[size] = score;
    System.arraycopy(from, at, edges, 4 * size, 4);
    size++;
  }

  /** Orders by score descending, then by index, and keeps the best {@code limit}. */
  void finish(int limit) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    ScoreOrder.sort(order, scores, indices);
    int left = Math.min(limit, size);
    int[] keptIndices = new int[left];
    double[] keptScores = new double[left];
    double[] keptEdges = new double[4 * left];
    for (int i = 0; i < left; i++) {
      keptIndices[i] = indices[order[i]];
      keptScores[i] = scores[order[i]];
      System.arraycopy(edges, 4 * order[i], keptEdges, 4 * i, 4);
    }
    indices = keptIndices;
    scores = keptScores;
    edges = keptEdges;
    size = left;
  }

  /** {@return how many boxes were kept so far} */
  public int size() {
    return size;
  }

  /**
   * Where a survivor comes from.
   *
   * @param i from 0 to below {@link #size}
   * @return its position in the {@link ScoredBoxes}
   */
  public int index(int i) {
    return indices[i];
  }

  /**
   * The score that the method gave a survivor.
   *
   * @param i from 0 to below {@link #size}
   * @return at most the score that it came with, in methods that decay scores
   */
  public double score(int i) {
    return scores[i];
  }

  /**
   * An edge of a survivor, which some methods move.
   *
   * @param i from 0 to below {@link #size}
   * @param side 0 left, 1 top, 2 right, 3 bottom
   * @return in the unit of the {@link ScoredBoxes}
   */
  public double edge(int i, int side) {
    return edges[4 * i + side];
  }
}
