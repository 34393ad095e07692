package dev.boxmill.assign;

import java.util.Arrays;

/**
 * What each anchor (or point, cell, prior, query: the papers' names differ) is trained towards: the
 * index of a ground truth, or {@link #UNMATCHED} for background, or {@link #IGNORED} where no loss
 * is taken.
 *
 * <p>Every scheme of this package takes ground-truth boxes as {@code double[]}, left, top, right,
 * bottom of truth i from index 4 i, in pixels of the network's input unless it says otherwise.
 */
public final class Assignment {
  /** The anchor is background. */
  public static final int UNMATCHED = -1;

  /** The anchor takes no part in the loss. */
  public static final int IGNORED = -2;

  private final int[] truths;
  private final double[] qualities;

  /** Starts with every anchor unmatched, quality 0. */
  Assignment(int anchors) {
    truths = new int[anchors];
    Arrays.fill(truths, UNMATCHED);
    qualities = new double[anchors];
  }

  /** {@return number of anchors} */
  public int size() {
    return truths.length;
  }

  /**
   * {@return index of the anchor's ground truth, {@link #UNMATCHED} or {@link #IGNORED}}
   *
   * @param anchor from 0 to below {@link #size}, by the scheme's numbering
   */
  public int truth(int anchor) {
    return truths[anchor];
  }

  /**
   * How well the anchor fits: its IoU with its ground truth, or what the scheme says.
   *
   * @param anchor from 0 to below {@link #size}
   * @return in [0, 1]; 0 where nothing was matched
   */
  public double quality(int anchor) {
    return qualities[anchor];
  }

  /** {@return all of {@link #truth}, as a copy} */
  public int[] truths() {
    return truths.clone();
  }

  /** {@return number of anchors with a ground truth} */
  public int positives() {
    int n = 0;
    for (int t : truths) {
      n += t >= 0 ? 1 : 0;
    }
    return n;
  }

  /**
   * Counts the anchors of each ground truth.
   *
   * @param groundTruths how many the picture has
   * @return one count a ground truth
   */
  public int[] anchorsOf(int groundTruths) {
    int[] counts = new int[groundTruths];
    for (int t : truths) {
      if (t >= 0) {
        counts[t]++;
      }
    }
    return counts;
  }

  void match(int anchor, int truth, double quality) {
    truths[anchor] = truth;
    qualities[anchor] = quality;
  }

  void ignore(int anchor) {
    match(anchor, IGNORED, 0);
  }

  Assignment copy() {
    Assignment copy = new Assignment(size());
    System.arraycopy(truths, 0, copy.truths, 0, size());
    System.arraycopy(qualities, 0, copy.qualities, 0, size());
    return copy;
  }
}
