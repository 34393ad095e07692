package dev.boxmill.eval;

import java.util.Arrays;

/**
 * Says of every detection of an image whether it found an object and, if not, which error it is.
 * One matcher serves any number of images.
 *
 * <p>Thresholds are inclusive on both sides of a Loc error, as in the reference: a detection at
 * exactly the positive threshold whose object is taken is Loc, not Dupe.
 */
final class TideMatcher {
  /** Below, or at, this IoU a detection is taken for background. */
  static final double BACKGROUND = 0.1;

  private final double positive;

  private double[] iou = new double[64];
  private boolean[] same = new boolean[64];
  private boolean[] used = new boolean[16];
  private boolean[] claimed = new boolean[16];
  private int[] marks = new int[16];
  private int[] targets = new int[16];

  /**
   * @param positive the IoU from which a detection has found an object
   */
  TideMatcher(double positive) {
    this.positive = positive;
  }

  /**
   * Room for the IoU of n detections with m objects: fill it before {@link #match}, detection i
   * with object j at i m + j.
   */
  double[] overlaps(int n, int m) {
    if (iou.length < (long) n * m) {
      iou = new double[Math.multiplyExact(n, m)];
      same = new boolean[iou.length];
    }
    return iou;
  }

  /**
   * Matches and classifies; ask {@link #mark} and {@link #target} afterwards.
   *
   * @param classes of the detections, best first
   * @param n number of detections
   * @param truthClasses of the objects, crowds left out
   * @param m number of objects
   * @param inCrowd whether a detection lies in a crowd of its class
   */
  void match(int[] classes, int n, int[] truthClasses, int m, boolean[] inCrowd) {
    if (marks.length < n) {
      marks = new int[2 * n];
      targets = new int[2 * n];
    }
    if (used.length < m) {
      used = new boolean[2 * m];
      claimed = new boolean[2 * m];
    }
    Arrays.fill(used, 0, m, false);
    Arrays.fill(claimed, 0, m, false);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        same[i * m + j] = classes[i] == truthClasses[j];
      }
    }
    find(n, m);
    for (int i = 0; i < n; i++) {
      if (marks[i] != TidePoints.HIT) {
        TideError error = classify(i, m);
        marks[i] = error.code() | (inCrowd[i] ? TidePoints.IGNORED : 0);
        claim(i, error);
      }
    }
  }

  /**
   * Kind and flags of a detection as in {@link TidePoints}; a Cls error that mends has the flag.
   */
  int mark(int i) {
    return marks[i];
  }

  /** The object that a Loc or Cls error meant. */
  int target(int i) {
    return targets[i];
  }

  /** Each detection, best first, takes the free object of its class that it overlaps most. */
  private void find(int n, int m) {
    for (int i = 0; i < n; i++) {
      int best = -1;
      double most = 0;
      for (int j = 0; j < m; j++) {
        if (same[i * m + j] && !used[j] && iou[i * m + j] > most) {
          most = iou[i * m + j];
          best = j;
        }
      }
      boolean hit = best >= 0 && most >= positive;
      marks[i] = hit ? TidePoints.HIT : 0;
      if (hit) {
        used[best] = true;
      }
    }
  }

  private TideError classify(int i, int m) {
    double mostSame = 0;
    double mostOther = 0;
    double mostUsed = 0;
    int other = -1;
    targets[i] = -1;
    for (int j = 0; j < m; j++) {
      double value = iou[i * m + j];
      if (!same[i * m + j]) {
        if (value > mostOther) {
          mostOther = value;
          other = j;
        }
        continue;
      }
      if (value > mostSame) {
        mostSame = value;
        targets[i] = j;
      }
      if (used[j]) {
        mostUsed = Math.max(mostUsed, value);
      }
    }
    if (BACKGROUND <= mostSame && mostSame <= positive) {
      return TideError.LOC;
    }
    if (mostOther >= positive) {
      targets[i] = other;
      return TideError.CLS;
    }
    if (mostUsed >= positive) {
      return TideError.DUPE;
    }
    return Math.max(mostSame, mostOther) <= BACKGROUND ? TideError.BKG : TideError.BOTH;
  }

  /** Of all errors that meant an object nobody found, the best detection's would be a hit. */
  private void claim(int i, TideError error) {
    if (error != TideError.LOC && error != TideError.CLS) {
      return;
    }
    int object = targets[i];
    if (!used[object] && !claimed[object]) {
      claimed[object] = true;
      marks[i] |= TidePoints.MENDS;
    }
  }
}
