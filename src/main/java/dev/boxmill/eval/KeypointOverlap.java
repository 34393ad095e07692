package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.error.UserException;
import java.util.Arrays;

/**
 * Object keypoint similarity: the mean over labelled keypoints of exp(-d² / (2 area (2 sigma)²)).
 * Where none is labelled, d is the distance to the object's box, grown by its size on every side.
 */
final class KeypointOverlap implements Overlap {
  /** How far people's labels of COCO's 17 keypoints of a person lie apart, in tenths. */
  private static final double[] PERSON = {
    .26, .25, .25, .35, .35, .79, .79, .72, .72, .62, .62, 1.07, 1.07, .87, .87, .89, .89
  };

  /** Keeps an object without area from dividing by zero: the distance from 1 to the next double. */
  private static final double EPSILON = Math.ulp(1.0);

  private final GroundTruthTable truths;
  private final DetectionTable detections;
  private double[] variances = {};
  private double[] similarities = {};

  KeypointOverlap(GroundTruthTable truths, DetectionTable detections) {
    this.truths = truths;
    this.detections = detections;
  }

  /** The box's area; that of the box around all keypoints where the results give none. */
  @Override
  public double area(int detection) {
    double[] points = detections.keypoints(detection);
    if (CocoTask.hasBox(detections, detection) || points == null) {
      return detections.area(detection);
    }
    return extent(points, 0) * extent(points, 1);
  }

  private static double extent(double[] points, int axis) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = axis; i < points.length; i += 3) {
      least = Math.min(least, points[i]);
      most = Math.max(most, points[i]);
    }
    return most - least;
  }

  @Override
  public void fill(
      int image, int[] rows, int n, int[] truthRows, int m, double[] overlaps, double[] best) {
    for (int i = 0; i < n; i++) {
      double[] found = detections.keypoints(rows[i]);
      best[i] = 0;
      for (int j = 0; j < m; j++) {
        double[] labelled = truths.keypoints(truthRows[j]);
        if (found == null || found.length != labelled.length) {
          throw mismatch(rows[i], truthRows[j]);
        }
        double value = similarity(found, labelled, truthRows[j]);
        overlaps[i * m + j] = value;
        best[i] = Math.max(best[i], value);
      }
    }
  }

  private double similarity(double[] found, double[] labelled, int row) {
    int k = labelled.length / 3;
    if (variances.length != k) {
      variances = variances(k);
      similarities = new double[k];
    }
    double area = truths.area(row) + EPSILON;
    boolean any = CocoTask.labelled(labelled);
    double[] boxes = truths.boxes();
    int n = 0;
    for (int p = 0; p < k; p++) {
      double x = found[3 * p];
      double y = found[3 * p + 1];
      double dx = any ? x - labelled[3 * p] : beyond(x, boxes[4 * row], boxes[4 * row + 2]);
      double dy = any ? y - labelled[3 * p + 1] : beyond(y, boxes[4 * row + 1], boxes[4 * row + 3]);
      if (!any || labelled[3 * p + 2] > 0) {
        // StrictMath: the same on every machine.
        similarities[n++] = StrictMath.exp(-((dx * dx + dy * dy) / variances[p] / area / 2));
      }
    }
    return Pairwise.mean(similarities, n);
  }

  /** How far a coordinate is outside a side of the box three times its size. */
  private static double beyond(double at, double start, double size) {
    return Math.max(0, start - size - at) + Math.max(0, at - (start + size * 2));
  }

  /** COCO's for 17 keypoints; for other numbers the same for all, one over their number. */
  private static double[] variances(int k) {
    double[] sigmas = new double[k];
    Arrays.fill(sigmas, 1.0 / k);
    if (k == PERSON.length) {
      Arrays.setAll(sigmas, p -> PERSON[p] / 10);
    }
    return Arrays.stream(sigmas).map(s -> s * 2 * (s * 2)).toArray();
  }

  private UserException mismatch(int row, int truthRow) {
    double[] found = detections.keypoints(row);
    return new UserException(
        String.format(
            "detection of image id %d, class %d, score %s: %s; annotation id %d has %d keypoints;"
                + " give x, y and a number for each",
            detections.imageId(row),
            detections.categoryId(row),
            detections.score(row),
            found == null ? "no keypoints" : found.length + " numbers for keypoints",
            truths.id(truthRow),
            truths.keypoints(truthRow).length / 3));
  }
}
