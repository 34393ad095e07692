package dev.boxmill.assign;

import dev.boxmill.geometry.Iou;

/**
 * One-to-one matching of queries to ground truths by least total cost: DETR (Carion et al. 2020),
 * Deformable DETR (Zhu et al. 2021), RT-DETR (Zhao et al. 2024).
 *
 * <p>A pair costs a weight times the class cost, plus a weight times the L1 distance of centre x,
 * centre y, width and height, minus a weight times the GIoU. Boxes are left, top, right, bottom as
 * parts of the picture, in [0, 1], each with an area.
 */
public final class QueryMatcher {
  private static final double EPSILON = 1e-8;

  private final boolean focal;
  private final double categoryWeight;
  private final double distanceWeight;
  private final double giouWeight;

  private QueryMatcher(boolean focal, double category, double distance, double giou) {
    this.focal = focal;
    this.categoryWeight = category;
    this.distanceWeight = distance;
    this.giouWeight = giou;
  }

  /**
   * DETR: minus the softmax probability.
   *
   * @return weights 1, 5, 2; the last class is "no object"
   */
  public static QueryMatcher detr() {
    return new QueryMatcher(false, 1, 5, 2);
  }

  /**
   * Deformable DETR and RT-DETR: the focal cost with alpha .25 and gamma 2, that of the class being
   * there less that of it not being there. Classes are independent.
   *
   * @return weights 2, 5, 2
   */
  public static QueryMatcher focal() {
    return new QueryMatcher(true, 2, 5, 2);
  }

  /**
   * What each pair costs.
   *
   * @param logits [queries, classes]; for DETR with "no object"
   * @param predicted the queries' boxes
   * @param boxes those of the ground truths
   * @param categories the class of each ground truth
   * @return [queries, ground truths], row-major
   */
  public double[] costs(float[] logits, double[] predicted, double[] boxes, int[] categories) {
    int queries = predicted.length / 4;
    int truths = boxes.length / 4;
    int classes = queries == 0 ? 0 : logits.length / queries;
    double[] costs = new double[queries * truths];
    double[] category = new double[classes];
    for (int q = 0; q < queries; q++) {
      categoryCosts(logits, q * classes, category);
      for (int t = 0; t < truths; t++) {
        costs[q * truths + t] =
            categoryWeight * category[categories[t]]
                + distanceWeight * distance(predicted, q, boxes, t)
                - giouWeight * giou(predicted, 4 * q, boxes, 4 * t);
      }
    }
    return costs;
  }

  /**
   * The matching of least cost.
   *
   * @param logits [queries, classes]; for DETR with "no object"
   * @param predicted the queries' boxes
   * @param boxes those of the ground truths
   * @param categories the class of each ground truth
   * @return each ground truth has one query, unless queries are fewer; quality is the IoU
   */
  public Assignment match(float[] logits, double[] predicted, double[] boxes, int[] categories) {
    int queries = predicted.length / 4;
    double[] costs = costs(logits, predicted, boxes, categories);
    int[] truthOf = Hungarian.solve(costs, queries, boxes.length / 4);
    Assignment result = new Assignment(queries);
    for (int q = 0; q < queries; q++) {
      if (truthOf[q] >= 0) {
        result.match(q, truthOf[q], Boxes.iou(predicted, q, boxes, truthOf[q]));
      }
    }
    return result;
  }

  private void categoryCosts(float[] logits, int from, double[] costs) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < costs.length; c++) {
      most = Math.max(most, logits[from + c]);
    }
    double sum = 0;
    for (int c = 0; c < costs.length; c++) {
      double x = logits[from + c];
      if (focal) {
        double p = SigmoidLoss.sigmoid(x);
        costs[c] =
            -.25 * (1 - p) * (1 - p) * Math.log(p + EPSILON)
                + .75 * p * p * Math.log(1 - p + EPSILON);
      } else {
        costs[c] = -Math.exp(x - most);
        sum -= costs[c];
      }
    }
    for (int c = 0; c < costs.length && !focal; c++) {
      costs[c] /= sum;
    }
  }

  private static double distance(double[] p, int q, double[] t, int j) {
    return Math.abs(Boxes.centreX(p, q) - Boxes.centreX(t, j))
        + Math.abs(Boxes.centreY(p, q) - Boxes.centreY(t, j))
        + Math.abs(Boxes.width(p, q) - Boxes.width(t, j))
        + Math.abs(Boxes.height(p, q) - Boxes.height(t, j));
  }

  private static double giou(double[] p, int a, double[] t, int b) {
    return Iou.giou(p[a], p[a + 1], p[a + 2], p[a + 3], t[b], t[b + 1], t[b + 2], t[b + 3]);
  }
}
