package dev.boxmill.eval;

import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Precision and recall of one class in one area range and detection limit, over a sample of the
 * images: as {@link CategoryAccumulator} would have them, were every image in the data set as often
 * as its weight says. Among equal scores go the images by index, and the copies of an image one
 * after the other.
 */
final class WeightedCurves {
  private final int thresholds;
  private final int area;
  private final int limit;
  private final int[] positiveImages;

  /** By falling score: the image, and at which thresholds it is a hit or a false positive. */
  private final int[] images;

  private final int[] hits;
  private final int[] misses;

  /** Behind the last detection of the same image and score. */
  private final int[] runEnds;

  private final int plain;
  private final Map<Integer, int[]> needed = new HashMap<>();

  // What a sample leaves of the above; a false positive at all thresholds is only counted.
  private int live;
  private int[] liveHits = new int[64];
  private int[] liveMisses = new int[64];
  private int[] liveWeights = new int[64];
  private long[] plainBefore = new long[64];
  private long plainMisses;
  private int positives;
  private double[] precisions = new double[64];
  private final double[] meanPrecision;
  private final double[] recall;

  private WeightedCurves(
      CocoParameters parameters,
      CategoryOutcomes outcomes,
      int[] byScore,
      int area,
      int limit,
      int[] positiveImages) {
    this.thresholds = parameters.iouCount();
    this.area = area;
    this.limit = limit;
    this.positiveImages = positiveImages;
    this.plain = thresholds == 32 ? -1 : (1 << thresholds) - 1;
    meanPrecision = new double[thresholds];
    recall = new double[thresholds];
    int n = 0;
    int[] image = new int[byScore.length];
    int[] hit = new int[byScore.length];
    int[] miss = new int[byScore.length];
    int[] ends = new int[byScore.length];
    double[] scores = new double[byScore.length];
    for (int place : byScore) {
      long outcome = outcomes.outcome(place, area);
      int found = (int) outcome;
      int ignored = outcomes.excluded(place, area) ? -1 : (int) (outcome >>> 32);
      int wrong = plain & ~found & ~ignored;
      if (outcomes.rank(place) < parameters.maxDetections(limit) && (found | wrong) != 0) {
        image[n] = outcomes.image(place);
        scores[n] = outcomes.score(place);
        hit[n] = found;
        miss[n++] = wrong;
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      boolean same = i + 1 < n && image[i] == image[i + 1] && scores[i] == scores[i + 1];
      ends[i] = same ? ends[i + 1] : i + 1;
    }
    images = Arrays.copyOf(image, n);
    hits = Arrays.copyOf(hit, n);
    misses = Arrays.copyOf(miss, n);
    runEnds = Arrays.copyOf(ends, n);
  }

  /** With the objects of a class that count in an area range. */
  static WeightedCurves of(
      CocoParameters parameters,
      CategoryOutcomes outcomes,
      int[] byScore,
      SampledStatistic cut,
      GroundTruthTable truths,
      PairIndex truthIndex,
      int category) {
    AreaRange range = parameters.areas().get(cut.area());
    int[] positives = new int[truthIndex.size(category)];
    int n = 0;
    for (int g = truthIndex.start(category); g < truthIndex.end(category); g++) {
      int row = truthIndex.row(g);
      if (!truths.crowd(row) && !range.excludes(truths.area(row))) {
        positives[n++] = truthIndex.image(g);
      }
    }
    return new WeightedCurves(
        parameters, outcomes, byScore, cut.area(), cut.limit(), Arrays.copyOf(positives, n));
  }

  boolean serves(SampledStatistic statistic) {
    return statistic.area() == area && statistic.limit() == limit;
  }

  /** Measures a sample; false when it has nothing to find. */
  boolean measure(int[] weights) {
    positives = 0;
    for (int image : positiveImages) {
      positives += weights[image];
    }
    if (positives == 0) {
      return false;
    }
    if (precisions.length < positives + 2) {
      precisions = new double[2 * positives];
    }
    keep(weights);
    int[] counts = needed.computeIfAbsent(positives, RecallGrid::needed);
    for (int t = 0; t < thresholds; t++) {
      curve(t, counts);
    }
    return true;
  }

  private void keep(int[] weights) {
    live = 0;
    plainMisses = 0;
    for (int i = 0; i < images.length; i = runEnds[i]) {
      int weight = weights[images[i]];
      if (runEnds[i] == i + 1) {
        keep(i, weight);
      } else {
        for (int copy = 0; copy < weight; copy++) {
          for (int j = i; j < runEnds[i]; j++) {
            keep(j, 1);
          }
        }
      }
    }
  }

  private void keep(int i, int weight) {
    if (misses[i] == plain) {
      plainMisses += weight;
    } else if (weight > 0) {
      if (live == liveHits.length) {
        liveHits = Arrays.copyOf(liveHits, 2 * live);
        liveMisses = Arrays.copyOf(liveMisses, 2 * live);
        liveWeights = Arrays.copyOf(liveWeights, 2 * live);
        plainBefore = Arrays.copyOf(plainBefore, 2 * live);
      }
      liveHits[live] = hits[i];
      liveMisses[live] = misses[i];
      liveWeights[live] = weight;
      plainBefore[live++] = plainMisses;
    }
  }

  private void curve(int t, int[] counts) {
    int found = 0;
    long wrong = 0;
    for (int e = 0; e < live; e++) {
      if ((liveMisses[e] >>> t & 1) != 0) {
        wrong += liveWeights[e];
      } else if ((liveHits[e] >>> t & 1) != 0) {
        double before = plainBefore[e] + wrong;
        for (int copy = 0; copy < liveWeights[e]; copy++) {
          found++;
          precisions[found] = found / (before + found + CategoryAccumulator.EPSILON);
        }
      }
    }
    for (int i = found - 1; i > 0; i--) {
      precisions[i] = Math.max(precisions[i], precisions[i + 1]);
    }
    double sum = 0;
    for (int count : counts) {
      if (count <= found && found > 0) {
        sum += precisions[Math.max(1, count)];
      }
    }
    meanPrecision[t] = sum / RecallGrid.SIZE;
    recall[t] = (double) found / positives;
  }

  /** Of the sample measured last: the mean over the recall levels. */
  double precision(int t) {
    return meanPrecision[t];
  }

  double recall(int t) {
    return recall[t];
  }
}
