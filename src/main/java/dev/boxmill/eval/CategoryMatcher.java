package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;

/**
 * Matches the detections of one class to its objects, image by image, for all IoU thresholds and
 * area ranges. Overlap is computed once for a pair.
 */
final class CategoryMatcher {
  private final CocoParameters parameters;
  private final GroundTruthTable truths;
  private final DetectionTable detections;
  private final PairIndex truthIndex;
  private final PairIndex detectionIndex;
  private final Overlap overlap;
  private final int category;
  private final CategoryOrder order;
  private final CategoryOutcomes outcomes;
  private final int[] partner;

  // One image's worth of work, grown as needed.
  private double[] overlaps = new double[64];
  private double[] best = new double[16];
  private int[] rows = new int[16];
  private int[] truthRows = new int[16];
  private int[] sorted = new int[16];
  private boolean[] crowd = new boolean[16];
  private boolean[] ignored = new boolean[16];
  private boolean[] taken = new boolean[16];

  CategoryMatcher(
      CocoParameters parameters,
      Annotations truth,
      PairIndex truthIndex,
      DetectionTable detections,
      PairIndex detectionIndex,
      int category,
      CategoryOrder order) {
    this.parameters = parameters;
    this.truths = truth.groundTruths();
    this.detections = detections;
    this.truthIndex = truthIndex;
    this.detectionIndex = detectionIndex;
    this.overlap = parameters.task().overlap(truth, detections);
    this.category = category;
    this.order = order;
    this.outcomes = new CategoryOutcomes(parameters.areaCount(), order.size(), order.size());
    this.partner = new int[order.size()];
    Arrays.fill(partner, -1);
  }

  /** Places as in the {@link CategoryOrder}. */
  CategoryOutcomes match() {
    describe();
    int g = truthIndex.start(category);
    int gEnd = truthIndex.end(category);
    int dStart = detectionIndex.start(category);
    int d = dStart;
    int dEnd = detectionIndex.end(category);
    while (d < dEnd && g < gEnd) {
      int image = detectionIndex.image(d);
      int truthImage = truthIndex.image(g);
      int dNext = d;
      while (dNext < dEnd && detectionIndex.image(dNext) == image) {
        dNext++;
      }
      if (truthImage < image) {
        g++;
        continue;
      }
      if (truthImage == image) {
        int gNext = g;
        while (gNext < gEnd && truthIndex.image(gNext) == image) {
          gNext++;
        }
        matchImage(d - dStart, Math.min(dNext - d, parameters.mostDetections()), g, gNext - g);
        g = gNext;
      }
      d = dNext;
    }
    return outcomes;
  }

  private void describe() {
    int start = detectionIndex.start(category);
    for (int place = 0; place < order.size(); place++) {
      int row = detectionIndex.row(start + place);
      double area = overlap.area(row);
      int excluded = 0;
      for (int a = 0; a < parameters.areaCount(); a++) {
        excluded |= parameters.areas().get(a).excludes(area) ? 1 << a : 0;
      }
      outcomes.set(
          place,
          detectionIndex.image(start + place),
          detections.score(row),
          order.rankInImage(place),
          excluded);
    }
  }

  /**
   * After {@link #match}: row of the object that the detection at a place got at the first
   * threshold and area range; -1 for none.
   */
  int partner(int place) {
    return partner[place];
  }

  /**
   * @param first first place of the image's detections
   * @param n how many of them count, best first
   * @param g first place of its objects
   * @param m number of its objects
   */
  private void matchImage(int first, int n, int g, int m) {
    grow(n, m);
    overlap(first, n, g, m);
    double lowest = parameters.lowestIou();
    for (int i = 0; i < n; i++) {
      if (best[i] >= lowest) {
        outcomes.open(order.byImage(first, i));
      }
    }
    for (int a = 0; a < parameters.areaCount(); a++) {
      sortIgnoredLast(parameters.areas().get(a), m);
      for (int t = 0; t < parameters.iouCount(); t++) {
        matchAt(a, t, first, n, m);
      }
    }
  }

  private void grow(int n, int m) {
    if (best.length < n) {
      best = new double[2 * n];
      rows = new int[2 * n];
    }
    if (sorted.length < m) {
      sorted = new int[2 * m];
      truthRows = new int[2 * m];
      crowd = new boolean[2 * m];
      ignored = new boolean[2 * m];
      taken = new boolean[2 * m];
    }
    if (overlaps.length < (long) n * m) {
      overlaps = new double[Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, 2L * n * m))];
    }
  }

  private void overlap(int first, int n, int g, int m) {
    int start = detectionIndex.start(category);
    for (int i = 0; i < n; i++) {
      rows[i] = detectionIndex.row(start + order.byImage(first, i));
    }
    for (int j = 0; j < m; j++) {
      truthRows[j] = truthIndex.row(g + j);
      crowd[j] = truths.crowd(truthRows[j]);
    }
    overlap.fill(truthIndex.image(g), rows, n, truthRows, m, overlaps, best);
  }

  private void sortIgnoredLast(AreaRange range, int m) {
    int kept = 0;
    for (int j = 0; j < m; j++) {
      int row = truthRows[j];
      ignored[j] = parameters.task().ignores(truths, row) || range.excludes(truths.area(row));
      if (!ignored[j]) {
        sorted[kept++] = j;
      }
    }
    for (int j = 0; j < m; j++) {
      if (ignored[j]) {
        sorted[kept++] = j;
      }
    }
  }

  /**
   * Each detection, best first, takes the free object it overlaps most, the later one of equals;
   * objects to ignore are looked at only when no other reaches the threshold. A crowd is never used
   * up.
   */
  private void matchAt(int a, int t, int first, int n, int m) {
    double threshold = parameters.matchingIou(t);
    Arrays.fill(taken, 0, m, false);
    for (int i = 0; i < n; i++) {
      if (best[i] < threshold) {
        continue;
      }
      double most = threshold;
      int match = -1;
      for (int s = 0; s < m; s++) {
        int j = sorted[s];
        if (match >= 0 && !ignored[match] && ignored[j]) {
          break;
        }
        double value = overlaps[i * m + j];
        if (value < most || (taken[j] && !crowd[j])) {
          continue;
        }
        most = value;
        match = j;
      }
      if (match < 0) {
        continue;
      }
      taken[match] = true;
      int place = order.byImage(first, i);
      if (a == 0 && t == 0) {
        partner[place] = truthRows[match];
      }
      if (ignored[match]) {
        outcomes.add(place, a, 1L << (t + 32));
      } else if (counts(truths.id(truthRows[match]))) {
        outcomes.add(place, a, 1L << t);
      }
    }
  }

  /** The reference takes a match with the object of id 0 for no match, yet uses the object up. */
  private boolean counts(long truthId) {
    return truthId != 0 || parameters.mode() != Metric.Mode.STRICT;
  }
}
