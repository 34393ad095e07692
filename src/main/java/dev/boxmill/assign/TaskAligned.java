package dev.boxmill.assign;

import java.util.Arrays;

/**
 * Task-aligned assignment (TOOD, Feng et al. 2021; YOLOv8): a ground truth takes the points
 * strictly inside it with the highest alignment t = score^alpha x overlap^beta, as many as a fixed
 * number; a point taken by several goes to the one of them it overlaps most (Ultralytics' code also
 * considers those that hold the point but did not take it).
 *
 * <p>Points with alignment 0 are not taken. Ties go to the lower point and the earlier ground
 * truth. Quality is the normalised alignment: t, scaled so that the highest of a ground truth's
 * points is the highest overlap among them.
 */
public final class TaskAligned {
  private final AnchorGrid grid;
  private final int count;
  private final double alpha;
  private final double beta;
  private final BoxLoss overlap;

  private TaskAligned(AnchorGrid points, int count, double alpha, double beta, BoxLoss overlap) {
    this.grid = points;
    this.count = count;
    this.alpha = alpha;
    this.beta = beta;
    this.overlap = overlap;
  }

  /**
   * TOOD: 13 points, alpha 1, beta 6.
   *
   * @param points made by {@link AnchorGrid#points}
   * @return a scheme whose overlap is the IoU
   */
  public static TaskAligned tood(AnchorGrid points) {
    return new TaskAligned(points, 13, 1, 6, BoxLoss.IOU);
  }

  /**
   * YOLOv8: 10 points, alpha .5, beta 6.
   *
   * @param points made by {@link AnchorGrid#points}; strides 8, 16 and 32 as published
   * @return a scheme whose overlap is the CIoU, at least 0
   */
  public static TaskAligned yoloV8(AnchorGrid points) {
    return new TaskAligned(points, 10, .5, 6, BoxLoss.CIOU);
  }

  /**
   * The targets of one picture.
   *
   * @param predicted boxes and scores of every point
   * @param boxes left, top, right, bottom of each ground truth, pixels
   * @param categories the class of each ground truth
   * @return each point of the grid is matched or unmatched
   * @throws IllegalArgumentException when the predictions are not those of the points
   */
  public Assignment assign(Predictions predicted, double[] boxes, int[] categories) {
    predicted.check(grid);
    int n = grid.size();
    int truths = boxes.length / 4;
    double[] alignments = new double[n];
    double[] overlaps = new double[n];
    double[] kept = new double[n];
    double[] keptOverlap = new double[n];
    int[] owners = new int[n];
    Arrays.fill(owners, Assignment.UNMATCHED);
    for (int t = 0; t < truths; t++) {
      align(predicted, boxes, t, categories[t], alignments, overlaps);
      for (int point : Best.lowest(alignments, 0, n, count)) {
        if (alignments[point] < 0 && (owners[point] < 0 || overlaps[point] > keptOverlap[point])) {
          owners[point] = t;
          kept[point] = -alignments[point];
          keptOverlap[point] = overlaps[point];
        }
      }
    }
    return normalised(owners, kept, keptOverlap, truths);
  }

  /** Alignments are negative, so that the best is the lowest. */
  private void align(
      Predictions predicted,
      double[] boxes,
      int t,
      int category,
      double[] alignments,
      double[] overlaps) {
    double[] truth = Arrays.copyOfRange(boxes, 4 * t, 4 * t + 4);
    double[] box = new double[4];
    for (int level = 0; level < grid.levels(); level++) {
      for (int row = 0; row < grid.rows(level); row++) {
        for (int column = 0; column < grid.columns(level); column++) {
          int point = grid.index(level, column, row, 0);
          alignments[point] = 0;
          overlaps[point] = 0;
          if (Boxes.holds(boxes, t, grid.centre(level, column), grid.centre(level, row))) {
            System.arraycopy(predicted.boxes(), 4 * point, box, 0, 4);
            // NaN, from a box without area, is not above 0.
            double u = 1 - overlap.of(box, truth, null);
            if (u > 0) {
              overlaps[point] = u;
              alignments[point] =
                  -Math.pow(predicted.score(point, category), alpha) * Math.pow(u, beta);
            }
          }
        }
      }
    }
  }

  private static Assignment normalised(
      int[] owners, double[] kept, double[] keptOverlap, int truths) {
    double[] most = new double[truths];
    double[] mostOverlap = new double[truths];
    for (int point = 0; point < owners.length; point++) {
      int t = owners[point];
      if (t >= 0) {
        most[t] = Math.max(most[t], kept[point]);
        mostOverlap[t] = Math.max(mostOverlap[t], keptOverlap[point]);
      }
    }
    Assignment result = new Assignment(owners.length);
    for (int point = 0; point < owners.length; point++) {
      int t = owners[point];
      if (t >= 0) {
        result.match(point, t, kept[point] / most[t] * mostOverlap[t]);
      }
    }
    return result;
  }
}
