package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;

/** Takes images through the {@link TideMatcher} and deals what it says out by class. */
final class TideImages {
  private final Annotations truth;
  private final DetectionTable detections;
  private final Overlap overlap;
  private final ImageGroups groups;
  private final boolean fileOrder;
  private final TidePoints[] points;

  // One image's worth of work, grown as needed.
  private int[] rows = new int[16];
  private int[] classes = new int[16];
  private boolean[] inCrowd = new boolean[16];
  private int[] objects = new int[16];
  private int[] objectClasses = new int[16];
  private double[] withCrowd = new double[16];
  private double[] best = new double[16];
  private int n;
  private int m;

  /**
   * @param mode among equal scores, images go by id, or by place in the file as in the reference
   */
  TideImages(Annotations truth, DetectionTable detections, Overlap overlap, Metric.Mode mode) {
    this.truth = truth;
    this.detections = detections;
    this.overlap = overlap;
    this.fileOrder = mode == Metric.Mode.STRICT;
    this.groups = ImageGroups.of(truth, detections);
    this.points = new TidePoints[truth.categories().size()];
  }

  /**
   * Matches all images that have detections.
   *
   * @param limit on the detections of an image, over all classes
   * @return points by class; null where a class has none
   */
  TidePoints[] match(double positive, int limit) {
    TideMatcher matcher = new TideMatcher(positive);
    for (int image = 0; image < truth.images().size(); image++) {
      takeDetections(image, limit);
      if (n == 0) {
        continue;
      }
      takeObjects(image, positive);
      overlap.fill(image, rows, n, objects, m, matcher.overlaps(n, m), best);
      matcher.match(classes, n, objectClasses, m, inCrowd);
      for (int i = 0; i < n; i++) {
        deal(fileOrder ? truth.images().place(image) : image, i, matcher);
      }
    }
    return points;
  }

  private void deal(int order, int i, TideMatcher matcher) {
    double score = detections.score(rows[i]);
    int mark = matcher.mark(i);
    if ((mark & ~TidePoints.IGNORED) == (TideError.CLS.code() | TidePoints.MENDS)) {
      // Mended, it leaves its own class and is a hit in the object's.
      mark &= ~TidePoints.MENDS;
      points(objectClasses[matcher.target(i)]).add(score, order, i, TidePoints.ARRIVAL);
    }
    points(classes[i]).add(score, order, i, mark);
  }

  private TidePoints points(int k) {
    if (points[k] == null) {
      points[k] = new TidePoints();
    }
    return points[k];
  }

  private void takeDetections(int image, int limit) {
    int start = groups.detectionStart(image);
    n = Math.min(limit, groups.detectionEnd(image) - start);
    if (rows.length < n) {
      rows = new int[2 * n];
      classes = new int[2 * n];
      inCrowd = new boolean[2 * n];
      withCrowd = new double[2 * n];
      best = new double[2 * n];
    }
    for (int i = 0; i < n; i++) {
      rows[i] = groups.detectionRow(start + i);
      classes[i] = truth.categoryIndex(detections.categoryId(rows[i]));
      inCrowd[i] = false;
    }
  }

  /** Crowds are no objects; they only say which detections lie in a crowd of their class. */
  private void takeObjects(int image, double positive) {
    GroundTruthTable truths = truth.groundTruths();
    int start = groups.truthStart(image);
    int end = groups.truthEnd(image);
    if (objects.length < end - start) {
      objects = new int[2 * (end - start)];
      objectClasses = new int[2 * (end - start)];
    }
    m = 0;
    for (int place = start; place < end; place++) {
      int row = groups.truthRow(place);
      int category = truth.categoryIndex(truths.categoryId(row));
      if (truths.crowd(row)) {
        overlap.fill(image, rows, n, new int[] {row}, 1, withCrowd, best);
        for (int i = 0; i < n; i++) {
          inCrowd[i] |= classes[i] == category && withCrowd[i] > positive;
        }
      } else {
        objects[m] = row;
        objectClasses[m++] = category;
      }
    }
  }
}
