package dev.boxmill.assign;

/**
 * Anchors matched by IoU with two thresholds: Faster R-CNN (Ren et al. 2015) and RetinaNet (Lin et
 * al. 2017), by the rules of torchvision's {@code Matcher}.
 *
 * <p>An anchor goes to the ground truth with which its IoU is highest, of equals the first: matched
 * from the upper threshold on, unmatched below the lower one, ignored between. Where low-quality
 * matches are allowed, the anchors whose IoU with some ground truth is the highest which that one
 * has with any anchor (all of them, where they tie) are matched whatever their IoU; each still goes
 * to the ground truth with which its own IoU is highest. So a ground truth may stay without an
 * anchor. Unlike torchvision, a ground truth that overlaps no anchor forces none.
 *
 * <p>IoUs are compared as floats, as tensors hold them, so that equal overlaps tie.
 */
public final class IouTargets implements Assigner {
  private final double[] anchors;
  private final double upper;
  private final double lower;
  private final boolean lowQuality;
  private final double smallest;

  private IouTargets(double[] anchors, double upper, double lower, boolean lowQuality) {
    this.anchors = anchors.clone();
    this.upper = upper;
    this.lower = lower;
    this.lowQuality = lowQuality;
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a < anchors.length / 4; a++) {
      least = Math.min(least, Boxes.area(anchors, a));
    }
    smallest = least;
  }

  /**
   * RetinaNet: low-quality matches allowed.
   *
   * @param anchors left, top, right, bottom in pixels; copied
   * @return thresholds .5 and .4
   */
  public static IouTargets retinaNet(double[] anchors) {
    return lenient(anchors, .5, .4);
  }

  /**
   * Faster R-CNN's proposals: low-quality matches allowed.
   *
   * @param anchors left, top, right, bottom in pixels; copied
   * @return thresholds .7 and .3
   */
  public static IouTargets regionProposals(double[] anchors) {
    return lenient(anchors, .7, .3);
  }

  /**
   * Faster R-CNN's head: nothing is ignored, no low-quality matches.
   *
   * @param proposals left, top, right, bottom in pixels, in the place of anchors; copied
   * @return the one threshold .5
   */
  public static IouTargets regionHead(double[] proposals) {
    return strict(proposals, .5, .5);
  }

  /**
   * Any thresholds, low-quality matches allowed.
   *
   * @param anchors left, top, right, bottom in pixels; copied
   * @param upper least IoU of a match, in (0, 1]
   * @param lower least IoU of an ignored anchor, at most {@code upper}
   * @return a scheme over these anchors
   */
  public static IouTargets lenient(double[] anchors, double upper, double lower) {
    return new IouTargets(anchors, upper, lower, true);
  }

  /**
   * Any thresholds, without low-quality matches.
   *
   * @param anchors left, top, right, bottom in pixels; copied
   * @param upper least IoU of a match, in (0, 1]
   * @param lower least IoU of an ignored anchor, at most {@code upper}
   * @return a scheme over these anchors
   */
  public static IouTargets strict(double[] anchors, double upper, double lower) {
    return new IouTargets(anchors, upper, lower, false);
  }

  @Override
  public int anchors() {
    return anchors.length / 4;
  }

  /** Quality is the IoU. */
  @Override
  public Assignment assign(double[] boxes) {
    int n = anchors();
    int truths = boxes.length / 4;
    float[] best = new float[n];
    int[] of = new int[n];
    float[] highest = new float[truths];
    for (int t = 0; t < truths; t++) {
      for (int a = 0; a < n; a++) {
        float iou = (float) Boxes.iou(anchors, a, boxes, t);
        highest[t] = Math.max(highest[t], iou);
        if (iou > best[a]) {
          best[a] = iou;
          of[a] = t;
        }
      }
    }
    Assignment result = new Assignment(n);
    if (truths == 0) {
      return result;
    }
    for (int a = 0; a < n; a++) {
      if (best[a] >= upper) {
        result.match(a, of[a], best[a]);
      } else if (best[a] >= lower) {
        result.ignore(a);
      }
    }
    if (lowQuality) {
      force(boxes, highest, best, of, result);
    }
    return result;
  }

  private void force(double[] boxes, float[] highest, float[] best, int[] of, Assignment result) {
    for (int t = 0; t < highest.length; t++) {
      // From the upper threshold on, every anchor that this would force is matched already.
      if (highest[t] <= 0 || highest[t] >= upper) {
        continue;
      }
      for (int a = 0; a < best.length; a++) {
        if (best[a] >= highest[t] && (float) Boxes.iou(anchors, a, boxes, t) == highest[t]) {
          result.match(a, of[a], best[a]);
        }
      }
    }
  }

  /** TOO_SMALL if smaller than every anchor, else SHAPE, where no anchor is matched. */
  @Override
  public Fate alone(double[] boxes, int truth) {
    if (!(Boxes.width(boxes, truth) > 0 && Boxes.height(boxes, truth) > 0)) {
      return Fate.INVALID;
    }
    float best = 0;
    for (int a = 0; a < anchors() && best < upper; a++) {
      best = Math.max(best, (float) Boxes.iou(anchors, a, boxes, truth));
    }
    if (best >= upper) {
      return Fate.MATCHED;
    }
    if (lowQuality && best > 0) {
      return Fate.FORCED;
    }
    return Boxes.area(boxes, truth) < smallest ? Fate.TOO_SMALL : Fate.SHAPE;
  }
}
