package dev.boxmill.assign;

/**
 * SSD (Liu et al. 2016): each ground truth gets the default box with the highest IoU, whatever it
 * is; every other default box goes to the ground truth with which its IoU is highest, if that
 * reaches the threshold.
 *
 * <p>Of default boxes with equal IoU the first is taken; of ground truths with equal IoU the first;
 * where two ground truths have the same best default box, the later one gets it, as in torchvision.
 * A ground truth that overlaps nothing gets nothing. IoUs are compared as floats.
 */
public final class SsdTargets implements Assigner {
  private final double[] defaults;
  private final double threshold;

  /**
   * A scheme over default boxes.
   *
   * @param defaults left, top, right, bottom in pixels
   * @param threshold lowest IoU of a match that is not forced, .5 as published
   */
  public SsdTargets(double[] defaults, double threshold) {
    this.defaults = defaults.clone();
    this.threshold = threshold;
  }

  @Override
  public int anchors() {
    return defaults.length / 4;
  }

  /** Quality is the IoU. */
  @Override
  public Assignment assign(double[] boxes) {
    int n = anchors();
    int truths = boxes.length / 4;
    float[] best = new float[n];
    int[] of = new int[n];
    int[] favourite = new int[truths];
    float[] highest = new float[truths];
    for (int t = 0; t < truths; t++) {
      for (int a = 0; a < n; a++) {
        float iou = (float) Boxes.iou(defaults, a, boxes, t);
        if (iou > best[a]) {
          best[a] = iou;
          of[a] = t;
        }
        if (iou > highest[t]) {
          highest[t] = iou;
          favourite[t] = a;
        }
      }
    }
    Assignment result = new Assignment(n);
    for (int a = 0; a < n; a++) {
      if (best[a] >= threshold && best[a] > 0) {
        result.match(a, of[a], best[a]);
      }
    }
    for (int t = 0; t < truths; t++) {
      if (highest[t] > 0) {
        result.match(favourite[t], t, highest[t]);
      }
    }
    return result;
  }

  @Override
  public Fate alone(double[] boxes, int truth) {
    float best = 0;
    for (int a = 0; a < anchors() && best < threshold; a++) {
      best = Math.max(best, (float) Boxes.iou(defaults, a, boxes, truth));
    }
    return best <= 0 ? Fate.INVALID : best >= threshold ? Fate.MATCHED : Fate.FORCED;
  }
}
