package dev.boxmill.assign;

import java.util.Arrays;

/**
 * SimOTA (YOLOX, Ge et al. 2021): each ground truth takes the points where it costs least, as many
 * as its predictions' overlaps suggest.
 *
 * <p>Candidates are the points inside some ground truth, or within 2.5 strides of some centre
 * across and down, both strictly. A pair costs the binary cross-entropy of the root of the score
 * over all classes, minus 3 ln(IoU + 1e-8), plus 100,000 unless the point is both inside this
 * ground truth and near its centre. A ground truth takes as many points as the sum of its ten
 * highest IoUs with candidates' predictions, cut to a whole number, at least one. A point taken by
 * several ends with the ground truth of least cost among all, so a ground truth may end with none.
 * Ties go to the lower point and the earlier ground truth.
 */
public final class SimOta {
  private static final double RADIUS = 2.5;
  private static final double OVERLAP_WEIGHT = 3;
  private static final double OUTSIDE = 100_000;
  private static final int OVERLAPS = 10;

  /** torch's own floor of a logarithm in binary cross-entropy. */
  private static final double LOG_FLOOR = -100;

  private final AnchorGrid grid;

  /**
   * A scheme over points.
   *
   * @param points made by {@link AnchorGrid#points}; YOLOX has strides 8, 16 and 32
   */
  public SimOta(AnchorGrid points) {
    this.grid = points;
  }

  /**
   * The targets of one picture.
   *
   * @param predicted scores are class times objectness
   * @param boxes left, top, right, bottom of each ground truth, pixels
   * @param categories the class of each ground truth
   * @return quality is the prediction's IoU, which YOLOX takes as class target
   * @throws IllegalArgumentException when the predictions are not those of the points
   */
  public Assignment assign(Predictions predicted, double[] boxes, int[] categories) {
    predicted.check(grid);
    int truths = boxes.length / 4;
    double[] penalties = new double[grid.size() * truths];
    int[] candidates = candidates(boxes, penalties);
    int n = candidates.length;
    double[] costs = new double[truths * n];
    double[] ious = new double[truths * n];
    for (int i = 0; i < n; i++) {
      int point = candidates[i];
      double absent = 0;
      for (int c = 0; c < predicted.classes(); c++) {
        absent -= log(1 - Math.sqrt(predicted.score(point, c)));
      }
      for (int t = 0; t < truths; t++) {
        double p = Math.sqrt(predicted.score(point, categories[t]));
        double iou = Boxes.iou(predicted.boxes(), point, boxes, t);
        ious[t * n + i] = iou;
        costs[t * n + i] =
            absent
                + log(1 - p)
                - log(p)
                - OVERLAP_WEIGHT * Math.log(iou + 1e-8)
                + penalties[point * truths + t];
      }
    }
    int[][] taken = new int[truths][];
    int[] takers = new int[n];
    for (int t = 0; t < truths; t++) {
      taken[t] = cheapest(costs, ious, t, n);
      for (int i : taken[t]) {
        takers[i]++;
      }
    }
    Assignment result = new Assignment(grid.size());
    for (int t = 0; t < truths; t++) {
      for (int i : taken[t]) {
        int owner = takers[i] == 1 ? t : least(costs, i, truths, n);
        result.match(candidates[i], owner, ious[owner * n + i]);
      }
    }
    return result;
  }

  /** Points that any ground truth may have, ascending; notes what each pair costs extra. */
  private int[] candidates(double[] boxes, double[] penalties) {
    int truths = boxes.length / 4;
    int[] found = new int[grid.size()];
    int n = 0;
    for (int level = 0; level < grid.levels(); level++) {
      double reach = RADIUS * grid.stride(level);
      for (int row = 0; row < grid.rows(level); row++) {
        for (int column = 0; column < grid.columns(level); column++) {
          double x = grid.centre(level, column);
          double y = grid.centre(level, row);
          int point = grid.index(level, column, row, 0);
          boolean any = false;
          for (int t = 0; t < truths; t++) {
            boolean inside = Boxes.holds(boxes, t, x, y);
            boolean near =
                Math.abs(x - Boxes.centreX(boxes, t)) < reach
                    && Math.abs(y - Boxes.centreY(boxes, t)) < reach;
            any |= inside || near;
            penalties[point * truths + t] = inside && near ? 0 : OUTSIDE;
          }
          if (any) {
            found[n++] = point;
          }
        }
      }
    }
    return Arrays.copyOf(found, n);
  }

  /** The candidates that a ground truth takes. */
  private static int[] cheapest(double[] costs, double[] ious, int t, int n) {
    double[] overlaps = Arrays.copyOfRange(ious, t * n, (t + 1) * n);
    Arrays.sort(overlaps);
    double sum = 0;
    for (int i = n - 1; i >= Math.max(0, n - OVERLAPS); i--) {
      sum += overlaps[i];
    }
    return Best.lowest(costs, t * n, n, Math.min(n, Math.max(1, (int) sum)));
  }

  private static int least(double[] costs, int i, int truths, int n) {
    int best = 0;
    for (int t = 1; t < truths; t++) {
      if (costs[t * n + i] < costs[best * n + i]) {
        best = t;
      }
    }
    return best;
  }

  private static double log(double p) {
    return Math.max(LOG_FLOOR, Math.log(p));
  }
}
