package dev.boxmill.eval;

import java.util.Arrays;

/**
 * COCO evaluation of one category: matching and accumulation in one go, with no object an image.
 * Equal to pycocotools 2.0.11 to the last bit (Lin et al. 2014; cocoapi).
 */
final class CocoCategory {
  static final int RECALLS = 101;

  /** numpy.spacing(1): keeps 0/0 away from the first false positive. */
  private static final double EPSILON = Math.ulp(1.0);

  private final CocoParameters parameters;
  private final int thresholds;
  private final int areas;
  private final int limits;

  private CocoCategory(CocoParameters parameters) {
    this.parameters = parameters;
    thresholds = parameters.iouThresholds().length;
    areas = parameters.areas().size();
    limits = parameters.maxDetections().length;
  }

  static CocoCategoryResult evaluate(CocoParameters parameters, CategoryBoxes boxes) {
    return new CocoCategory(parameters).evaluate(boxes);
  }

  private CocoCategoryResult evaluate(CategoryBoxes boxes) {
    int detectionCount = boxes.detections();
    CategoryBoxes.Prepared sides = boxes.prepare();
    CategoryBoxes.Boxes truths = sides.truths();
    CategoryBoxes.Boxes detections = sides.detections();
    int[] rankInImage = new int[detections.size];
    byte[] fates = new byte[areas * thresholds * detections.size];
    int[] real = new int[areas];
    matchAll(truths, detections, rankInImage, fates, real);

    double[] precision = new double[thresholds * RECALLS * areas * limits];
    double[] scores = new double[precision.length];
    double[] recall = new double[thresholds * areas * limits];
    Arrays.fill(precision, -1);
    Arrays.fill(scores, -1);
    Arrays.fill(recall, -1);
    int[] order = bestFirst(detections, rankInImage);
    int[] some = new int[order.length];
    for (int m = 0; m < limits; m++) {
      int n = 0;
      for (int d : order) {
        if (rankInImage[d] < parameters.maxDetections()[m]) {
          some[n++] = d;
        }
      }
      for (int a = 0; a < areas; a++) {
        if (real[a] == 0) {
          continue;
        }
        for (int t = 0; t < thresholds; t++) {
          int base = (a * thresholds + t) * detections.size;
          accumulate(
              fates, base, some, n, detections.value, real[a], t, a, m, precision, scores, recall);
        }
      }
    }
    int crowds = 0;
    for (int g = 0; g < truths.size; g++) {
      crowds += truths.flags[g] & CategoryBoxes.CROWD;
    }
    return new CocoCategoryResult(precision, scores, recall, truths.size - crowds, detectionCount);
  }

  private void matchAll(
      CategoryBoxes.Boxes truths,
      CategoryBoxes.Boxes detections,
      int[] rankInImage,
      byte[] fates,
      int[] real) {
    CocoMatcher matcher = new CocoMatcher(parameters);
    int most = parameters.largestMaxDetections();
    int g = 0;
    int d = 0;
    while (g < truths.size || d < detections.size) {
      int image =
          Math.min(
              g < truths.size ? truths.image[g] : Integer.MAX_VALUE,
              d < detections.size ? detections.image[d] : Integer.MAX_VALUE);
      int g1 = g;
      while (g1 < truths.size && truths.image[g1] == image) {
        g1++;
      }
      int d1 = d;
      while (d1 < detections.size && detections.image[d1] == image) {
        rankInImage[d1] = d1 - d;
        d1++;
      }
      int considered = Math.min(d1, d + most);
      matcher.match(truths, g, g1, detections, d, considered, fates, detections.size, real);
      g = g1;
      d = d1;
    }
  }

  /** Detections that count at all, by score, then image, then rank: a stable sort over images. */
  private int[] bestFirst(CategoryBoxes.Boxes detections, int[] rankInImage) {
    double[] score = detections.value;
    int[] order = IndexSort.sort(detections.size, (i, j) -> score[i] > score[j]);
    int most = parameters.largestMaxDetections();
    return Arrays.stream(order).filter(d -> rankInImage[d] < most).toArray();
  }

  private void accumulate(
      byte[] fates,
      int base,
      int[] order,
      int n,
      double[] score,
      int real,
      int t,
      int a,
      int m,
      double[] precision,
      double[] scores,
      double[] recall) {
    double[] atHit = new double[n];
    int[] hitPlace = new int[n];
    int hits = 0;
    double misses = 0;
    for (int i = 0; i < n; i++) {
      byte fate = fates[base + order[i]];
      if (fate == CocoMatcher.TRUE_POSITIVE) {
        hitPlace[hits] = i;
        hits++;
        atHit[hits - 1] = hits / (misses + hits + EPSILON);
      } else if (fate == CocoMatcher.FALSE_POSITIVE) {
        misses++;
      }
    }
    recall[(t * areas + a) * limits + m] = n == 0 ? 0 : hits / (double) real;
    // Precision falls between hits, so its envelope from the right is decided at hits alone.
    for (int i = hits - 1; i > 0; i--) {
      atHit[i - 1] = Math.max(atHit[i - 1], atHit[i]);
    }
    int hit = 0;
    for (int r = 0; r < RECALLS; r++) {
      double wanted = r * .01;
      while (hit < hits && (hit + 1) / (double) real < wanted) {
        hit++;
      }
      int cell = ((t * RECALLS + r) * areas + a) * limits + m;
      boolean reached = hit < hits;
      precision[cell] = reached ? atHit[hit] : 0;
      // Recall 0 is reached by the very first detection, hit or not.
      scores[cell] =
          r == 0 ? (n > 0 ? score[order[0]] : 0) : reached ? score[order[hitPlace[hit]]] : 0;
    }
  }
}
