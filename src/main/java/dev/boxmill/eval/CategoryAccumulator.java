package dev.boxmill.eval;

import dev.boxmill.data.GroundTruthTable;

/**
 * Turns the outcomes of one class into precision, recall and scores. Only detections whose outcome
 * differs between thresholds, or that found something, are visited once a threshold; all others are
 * counted once.
 */
final class CategoryAccumulator {
  /** The distance from 1 to the next double, which the reference adds to denominators. */
  static final double EPSILON = Math.ulp(1.0);

  private final CocoParameters parameters;
  private final CategoryOutcomes outcomes;
  private final int[] byScore;
  private final CategoryCells cells;

  private final int[] eventPlaces;
  private final int[] eventHits;
  private final int[] eventIgnored;
  private final int[] eventMisses;
  private final double[] precisions;
  private final double[] scores;
  private int events;
  private int plainMisses;
  private int seen;
  private double firstScore;

  /**
   * @param byScore the outcomes' places by falling score
   */
  CategoryAccumulator(
      CocoParameters parameters, CategoryOutcomes outcomes, int[] byScore, CategoryCells cells) {
    this.parameters = parameters;
    this.outcomes = outcomes;
    this.byScore = byScore;
    this.cells = cells;
    int n = outcomes.size();
    eventPlaces = new int[n];
    eventHits = new int[n];
    eventIgnored = new int[n];
    eventMisses = new int[n];
    precisions = new double[n + 1];
    scores = new double[n + 1];
  }

  void accumulate(GroundTruthTable truths, PairIndex truthIndex, int category) {
    for (int a = 0; a < parameters.areaCount(); a++) {
      AreaRange range = parameters.areas().get(a);
      int positives = 0;
      for (int g = truthIndex.start(category); g < truthIndex.end(category); g++) {
        int row = truthIndex.row(g);
        if (!parameters.task().ignores(truths, row) && !range.excludes(truths.area(row))) {
          positives++;
        }
      }
      if (positives == 0) {
        continue;
      }
      int[] needed = RecallGrid.needed(positives);
      for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
        collect(a, parameters.maxDetections(m));
        for (int t = 0; t < parameters.iouCount(); t++) {
          fill(t, a, m, positives, needed);
        }
      }
    }
  }

  private void collect(int a, int limit) {
    int all = parameters.iouCount() == 32 ? -1 : (1 << parameters.iouCount()) - 1;
    events = 0;
    plainMisses = 0;
    seen = 0;
    for (int place : byScore) {
      if (outcomes.rank(place) >= limit) {
        continue;
      }
      if (seen++ == 0) {
        firstScore = outcomes.score(place);
      }
      long outcome = outcomes.outcome(place, a);
      int hits = (int) outcome;
      int ignored = (int) (outcome >>> 32);
      if (outcomes.excluded(place, a)) {
        ignored |= all & ~hits;
      }
      if (hits == 0 && ignored == 0) {
        plainMisses++;
      } else if (ignored != all) {
        eventPlaces[events] = place;
        eventHits[events] = hits;
        eventIgnored[events] = ignored;
        eventMisses[events++] = plainMisses;
      }
    }
  }

  /** One curve. Between two hits precision only falls, so it is kept at hits alone. */
  private void fill(int t, int a, int m, int positives, int[] needed) {
    int found = 0;
    int misses = 0;
    for (int e = 0; e < events; e++) {
      if ((eventIgnored[e] >>> t & 1) != 0) {
        continue;
      }
      if ((eventHits[e] >>> t & 1) != 0) {
        found++;
        precisions[found] = found / ((double) (eventMisses[e] + misses) + found + EPSILON);
        scores[found] = outcomes.score(eventPlaces[e]);
      } else {
        misses++;
      }
    }
    for (int i = found - 1; i > 0; i--) {
      precisions[i] = Math.max(precisions[i], precisions[i + 1]);
    }
    cells.recall(t, a, m, seen == 0 ? 0 : (double) found / positives);
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      int count = needed[r];
      if (seen == 0 || count > found) {
        cells.point(t, r, a, m, 0, 0);
      } else if (count == 0) {
        cells.point(t, r, a, m, found == 0 ? 0 : precisions[1], firstScore);
      } else {
        cells.point(t, r, a, m, precisions[count], scores[count]);
      }
    }
  }
}
