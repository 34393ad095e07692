package dev.boxmill.eval;

/**
 * Turns the points of one class into its APs: as it is, and with each kind of error mended.
 *
 * <p>The reference puts a list together anew for every mending: errors first, then hits, then sorts
 * by score. So among equal scores errors come before hits, while in the plain AP equal scores go by
 * image. This does the same.
 */
final class TideAccumulator {
  private final TidePoints points;
  private final int positives;
  private final int[] byScore;
  private final int[] errorsFirst;
  private final TideAp ap;
  private TideClass result;

  private TideAccumulator(TidePoints points, int positives) {
    this.points = points;
    this.positives = positives;
    this.byScore = points.byScore();
    this.errorsFirst = errorsFirst();
    this.ap = new TideAp(points.size());
  }

  /**
   * @param positives objects of the class, crowds left out
   */
  static TideClass accumulate(TidePoints points, int positives) {
    return new TideAccumulator(points, positives).accumulate();
  }

  private TideClass accumulate() {
    int[] counts = new int[TideError.ALL.size()];
    int detections = 0;
    int hits = 0;
    int falsePositives = 0;
    int mendable = 0;
    for (int p = 0; p < points.size(); p++) {
      int kind = points.kind(p);
      mendable += kind == TidePoints.ARRIVAL || points.mends(p) ? 1 : 0;
      detections += kind == TidePoints.ARRIVAL ? 0 : 1;
      hits += kind == TidePoints.HIT ? 1 : 0;
      if (kind < TidePoints.HIT) {
        counts[kind]++;
        falsePositives += points.ignored(p) ? 0 : 1;
      }
    }
    // Every object is found, or claimed by exactly one point that mending makes a hit, or missed.
    int missed = positives - hits - mendable;
    counts[TideError.MISS.code()] = missed;
    result = new TideClass(positives, detections, hits, falsePositives);
    TideError.ALL.forEach(error -> result.count(error, counts[error.code()]));

    measure(0, byScore, positives);
    for (TideError error : TideError.ALL) {
      boolean miss = error == TideError.MISS;
      measure(TideClass.caseOf(error), errorsFirst, miss ? positives - missed : positives);
    }
    perfectPrecision(hits, falsePositives);
    measure(TideClass.FALSE_NEG, errorsFirst, hits);
    return result;
  }

  private void measure(int aCase, int[] order, int objects) {
    ap.clear();
    for (int p : order) {
      int kind = points.kind(p);
      boolean mended = aCase > 0 && kind == aCase - 1;
      if (kind == TidePoints.HIT
          || (mended && points.mends(p))
          || (kind == TidePoints.ARRIVAL && aCase == TideClass.caseOf(TideError.CLS))) {
        ap.add(true);
      } else if (kind < TidePoints.HIT && !mended && !points.ignored(p)) {
        ap.add(false);
      }
    }
    keep(aCase, objects);
  }

  /** All hits come before all false positives. */
  private void perfectPrecision(int hits, int falsePositives) {
    ap.clear();
    for (int i = 0; i < hits + falsePositives; i++) {
      ap.add(i < hits);
    }
    keep(TideClass.FALSE_POS, positives);
  }

  private void keep(int aCase, int objects) {
    result.ap(aCase, objects == 0 && !ap.anySeen() ? -1 : ap.value(objects), objects);
  }

  private int[] errorsFirst() {
    int[] order = new int[byScore.length];
    int[] hits = new int[byScore.length];
    int at = 0;
    for (int i = 0; i < byScore.length; ) {
      double score = points.score(byScore[i]);
      int found = 0;
      do {
        if (points.kind(byScore[i]) == TidePoints.HIT) {
          hits[found++] = byScore[i];
        } else {
          order[at++] = byScore[i];
        }
        i++;
      } while (i < byScore.length && points.score(byScore[i]) == score);
      System.arraycopy(hits, 0, order, at, found);
      at += found;
    }
    return order;
  }
}
