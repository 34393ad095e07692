package dev.boxmill.assign;

import java.util.Arrays;

/**
 * The set prediction loss of DETR (Carion et al. 2020): predictions and objects are matched one to
 * one at the least cost, then every prediction is scored against its object or against "no object".
 *
 * <p>Matching cost, with p the softmax over all classes: -p(class) + 5 L1 - 2 GIoU. The loss is the
 * cross-entropy of all predictions, a mean weighted by 1 for objects and .1 for "no object", plus 5
 * L1 and 2 (1 - GIoU) of the matched boxes, both over the number of objects. The matching is held
 * constant in the gradient.
 *
 * @param l1Weight factor of the L1 distance, in matching and loss
 * @param giouWeight factor of GIoU, in matching and loss
 * @param noObjectWeight weight of "no object" in the cross-entropy
 */
public record SetPredictionLoss(double l1Weight, double giouWeight, double noObjectWeight) {

  /** {@return the paper's weights: 5, 2 and .1} */
  public static SetPredictionLoss paper() {
    return new SetPredictionLoss(5, 2, .1);
  }

  /**
   * The three terms, each with its weight applied, and the matching.
   *
   * @param classification cross-entropy of all predictions
   * @param l1 distances of the matched boxes, over the number of objects
   * @param giou 1 - GIoU of the matched boxes, over the number of objects
   * @param objectOf for each prediction its object, or -1
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  public record Result(double classification, double l1, double giou, int[] objectOf) {
    /** {@return the sum of the terms} */
    public double total() {
      return classification + l1 + giou;
    }
  }

  /**
   * The loss of one image.
   *
   * @param logits [N, C + 1], the last class being "no object"
   * @param boxes [N, 4]: centre x, centre y, width, height, sizes not negative
   * @param labels class of each object, in [0, C)
   * @param truths [objects, 4], as the boxes
   * @param logitGradient receives one derivative a logit, or null
   * @param boxGradient receives one derivative a box value; null exactly if the other is
   * @return terms of this image alone; those of boxes are 0 without objects
   * @throws IllegalArgumentException when the lengths do not fit each other
   */
  public Result of(
      double[] logits,
      double[] boxes,
      int[] labels,
      double[] truths,
      double[] logitGradient,
      double[] boxGradient) {
    int n = boxes.length / 4;
    if (n == 0
        || boxes.length % 4 != 0
        || logits.length % n != 0
        || truths.length != 4 * labels.length) {
      throw new IllegalArgumentException(
          logits.length + " logits, " + boxes.length + " box values: no N x (C + 1) and N x 4");
    }
    int classes = logits.length / n;
    int[] objectOf = match(logits, boxes, labels, truths, n, classes);
    double[] slopes = new double[classes];
    double[] boxSlopes = new double[4];
    boolean wanted = logitGradient != null;
    if (wanted) {
      Arrays.fill(boxGradient, 0);
    }
    double weights = 0;
    for (int object : objectOf) {
      weights += object < 0 ? noObjectWeight : 1;
    }
    double objects = Math.max(1, labels.length);
    double classification = 0;
    double l1 = 0;
    double giou = 0;
    for (int i = 0; i < n; i++) {
      int object = objectOf[i];
      double weight = object < 0 ? noObjectWeight : 1;
      int label = object < 0 ? classes - 1 : labels[object];
      // All weights are 0 if nothing is matched and "no object" does not count.
      double share = weights == 0 ? 0 : weight / weights;
      classification += VectorLoss.crossEntropy(at(logits, i, classes), label, share, slopes);
      if (wanted) {
        System.arraycopy(slopes, 0, logitGradient, i * classes, classes);
      }
      if (object < 0) {
        continue;
      }
      double[] box = at(boxes, i, 4);
      double[] truth = at(truths, object, 4);
      double perObject = l1Weight / objects;
      l1 += perObject * VectorLoss.l1(box, truth, boxSlopes);
      if (wanted) {
        for (int k = 0; k < 4; k++) {
          boxGradient[4 * i + k] = perObject * boxSlopes[k];
        }
      }
      perObject = giouWeight / objects;
      giou += perObject * BoxLoss.GIOU.of(edges(box), edges(truth), boxSlopes);
      if (wanted) {
        for (int k = 0; k < 2; k++) {
          boxGradient[4 * i + k] += perObject * (boxSlopes[k] + boxSlopes[k + 2]);
          boxGradient[4 * i + k + 2] += perObject * (boxSlopes[k + 2] - boxSlopes[k]) / 2;
        }
      }
    }
    return new Result(classification, l1, giou, objectOf);
  }

  private int[] match(
      double[] logits, double[] boxes, int[] labels, double[] truths, int n, int classes) {
    int count = labels.length;
    double[] cost = new double[n * count];
    for (int i = 0; i < n; i++) {
      double[] box = at(boxes, i, 4);
      double[] row = at(logits, i, classes);
      for (int j = 0; j < count; j++) {
        double[] truth = at(truths, j, 4);
        double probability = Math.exp(-VectorLoss.crossEntropy(row, labels[j], 1, null));
        cost[i * count + j] =
            -probability
                + l1Weight * VectorLoss.l1(box, truth, null)
                + giouWeight * (BoxLoss.GIOU.of(edges(box), edges(truth), null) - 1);
      }
    }
    if (count == 0) {
      int[] none = new int[n];
      Arrays.fill(none, -1);
      return none;
    }
    return Hungarian.solve(cost, n, count);
  }

  private static double[] at(double[] values, int row, int length) {
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }

  private static double[] edges(double[] b) {
    return new double[] {b[0] - b[2] / 2, b[1] - b[3] / 2, b[0] + b[2] / 2, b[1] + b[3] / 2};
  }
}
