package dev.boxmill.audit;

/** The bins that scores, sizes and overlaps fall into. */
final class Bins {
  /** Lower bounds of the scores' bins but the first two: no detection, and one below .02. */
  private static final double[] SCORES = {.02, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95};

  static final int SCORE = SCORES.length + 2;

  /**
   * Sizes (root of the area) double from one bin to the next: below 8 pixels, ..., 128 and more.
   */
  static final int SIZE = 6;

  /** Overlaps in steps of .05. */
  static final int IOU = 20;

  /** Scores where only low, middle and high matter. */
  static final int COARSE = SCORE / 3 + 1;

  private Bins() {}

  /** Bin of a score; 0 stands for no detection. */
  static int score(double score) {
    if (score <= 0) {
      return 0;
    }
    int bin = 1;
    while (bin <= SCORES.length && score >= SCORES[bin - 1]) {
      bin++;
    }
    return bin;
  }

  static int coarse(double score) {
    return score(score) / 3;
  }

  static int size(double w, double h) {
    double side = Math.sqrt(Math.max(1, w * h));
    int bin = 0;
    for (double bound = 8; bin < SIZE - 1 && side >= bound; bound *= 2) {
      bin++;
    }
    return bin;
  }

  static int iou(double iou) {
    return Math.min(IOU - 1, (int) (iou * IOU));
  }
}
