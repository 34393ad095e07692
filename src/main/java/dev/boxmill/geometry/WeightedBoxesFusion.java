package dev.boxmill.geometry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Weighted boxes fusion (Solovyev, Wang and Gabruseva 2019): the boxes that several models, or
 * several views of one image, give for an object become one box, their mean weighted by score.
 *
 * <p>Order of work, which the result depends on:
 *
 * <ol>
 *   <li>Boxes below the skip threshold and boxes without area go. Each score is multiplied by its
 *       model's weight.
 *   <li>Boxes are taken by falling weighted score; of equals, in the order of the input.
 *   <li>A box joins the cluster of its class whose present mean box it overlaps most, if by IoU
 *       strictly greater than the threshold; of equals, the one founded first. Otherwise it founds
 *       a cluster. The mean is brought up to date at once.
 *   <li>A cluster's score is the mean weighted score of its boxes, times min(boxes, models) over
 *       the sum of the weights (confidence type "avg"): what one of three models alone has seen
 *       keeps a third of its score.
 *   <li>Clusters are given by falling score; of equals, in the order of their founding.
 * </ol>
 *
 * @param iou threshold in [0, 1]; the paper uses .55
 * @param skip least score of a box that takes part
 * @param weights one a model, positive; also says how many models there are
 */
@SuppressWarnings("ArrayRecordComponent") // a number a model, copied at the start
public record WeightedBoxesFusion(double iou, double skip, double[] weights) {
  /**
   * Copies the weights.
   *
   * @throws IllegalArgumentException when the threshold is outside [0, 1], or weights are none, or
   *     one is not positive
   */
  public WeightedBoxesFusion {
    if (!(iou >= 0 && iou <= 1)) {
      throw new IllegalArgumentException("IoU threshold " + iou + " outside [0, 1]");
    }
    if (weights.length == 0 || !Arrays.stream(weights).allMatch(w -> w > 0 && w < 1e300)) {
      throw new IllegalArgumentException(
          "weights " + Arrays.toString(weights) + ": each must be positive");
    }
    weights = weights.clone();
  }

  /**
   * Models of equal weight, no box skipped.
   *
   * @param models how many, at least 1
   * @param iou threshold in [0, 1]
   * @return a fusion whose weights are all 1
   */
  public static WeightedBoxesFusion of(int models, double iou) {
    double[] weights = new double[models];
    Arrays.fill(weights, 1);
    return new WeightedBoxesFusion(iou, 0, weights);
  }

  /**
   * The fused boxes, best first.
   *
   * @param boxes left, top, right, bottom of box after box
   * @param scores one a box, descending
   * @param classes class of each box
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  public record Fused(double[] boxes, double[] scores, int[] classes) {
    /** {@return number of boxes} */
    public int size() {
      return scores.length;
    }
  }

  /**
   * Fuses the boxes of one image.
   *
   * @param boxes left, top, right, bottom of box after box, in any common unit
   * @param scores not negative
   * @param classes class of each box; only boxes of one class fuse
   * @param models for each box the index of its model in {@link #weights}
   * @return one box a cluster
   * @throws IllegalArgumentException when the arrays differ in length, or a score is negative or
   *     NaN
   */
  public Fused fuse(double[] boxes, double[] scores, int[] classes, int[] models) {
    int n = scores.length;
    if (boxes.length != 4 * n || classes.length != n || models.length != n) {
      throw new IllegalArgumentException(
          boxes.length
              + " coordinates, "
              + n
              + " scores, "
              + classes.length
              + " classes, "
              + models.length
              + " models do not fit");
    }
    int[] order = order(boxes, scores, models);
    // A cluster: its class, its mean box, and the sums that the mean is made of.
    int[] kinds = new int[order.length];
    int[] counts = new int[order.length];
    double[] means = new double[4 * order.length];
    double[] sums = new double[4 * order.length];
    double[] confidences = new double[order.length];
    int clusters = 0;
    for (int i : order) {
      int cluster = closest(boxes, i, classes[i], means, kinds, clusters);
      if (cluster < 0) {
        cluster = clusters++;
        kinds[cluster] = classes[i];
        System.arraycopy(boxes, 4 * i, means, 4 * cluster, 4);
      }
      double score = scores[i] * weights[models[i]];
      counts[cluster]++;
      confidences[cluster] += score;
      for (int k = 0; k < 4; k++) {
        sums[4 * cluster + k] += score * boxes[4 * i + k];
        // Boxes of score 0 have no weighted mean: their cluster keeps its first box.
        if (confidences[cluster] > 0 && counts[cluster] > 1) {
          means[4 * cluster + k] = sums[4 * cluster + k] / confidences[cluster];
        }
      }
    }
    double total = Arrays.stream(weights).sum();
    for (int c = 0; c < clusters; c++) {
      int voices = Math.min(counts[c], weights.length);
      confidences[c] = confidences[c] / counts[c] * voices / total;
    }
    return best(means, confidences, kinds, clusters);
  }

  /** Positions of the boxes that take part, in the order in which they do. */
  private int[] order(double[] boxes, double[] scores, int[] models) {
    for (double score : scores) {
      if (!(score >= 0)) {
        throw new IllegalArgumentException("score " + score + ": a weight cannot be negative");
      }
    }
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] >= skip)
        .filter(i -> boxes[4 * i + 2] > boxes[4 * i] && boxes[4 * i + 3] > boxes[4 * i + 1])
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i] * weights[models[i]]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The cluster that box i overlaps most, or -1. */
  private int closest(double[] boxes, int i, int kind, double[] means, int[] kinds, int clusters) {
    int closest = -1;
    double most = iou;
    for (int c = 0; c < clusters; c++) {
      if (kinds[c] != kind) {
        continue;
      }
      double overlap = Iou.iou(boxes, i, means, c);
      if (overlap > most) {
        most = overlap;
        closest = c;
      }
    }
    return closest;
  }

  private static Fused best(double[] means, double[] confidences, int[] kinds, int clusters) {
    int[] order =
        IntStream.range(0, clusters)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -confidences[c]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] boxes = new double[4 * clusters];
    double[] scores = new double[clusters];
    int[] classes = new int[clusters];
    for (int to = 0; to < clusters; to++) {
      System.arraycopy(means, 4 * order[to], boxes, 4 * to, 4);
      scores[to] = confidences[order[to]];
      classes[to] = kinds[order[to]];
    }
    return new Fused(boxes, scores, classes);
  }
}
