package dev.boxmill.eval;

/**
 * Matching of one image and category as pycocotools does it: detections best first, each takes the
 * ground truth of highest IoU that is still free, real objects before ignored ones, a later equal
 * IoU before an earlier one. IoUs are computed once for all thresholds and areas.
 */
final class CocoMatcher {
  /** What became of a detection at a threshold, for one area range. */
  static final byte FALSE_POSITIVE = 0;

  static final byte TRUE_POSITIVE = 1;
  static final byte IGNORED = 2;

  private final CocoParameters parameters;
  private double[] ious = new double[256];
  private int[] order = new int[16];
  private boolean[] ignored = new boolean[16];
  private boolean[] taken = new boolean[16];

  CocoMatcher(CocoParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Matches detections [d0, d1) with ground truth [g0, g1) of one image.
   *
   * @param out receives the fate of detection d for area a and threshold t at {@code (a * T + t) *
   *     stride + d}
   * @param real incremented for each area by the objects that are not ignored there
   */
  void match(
      CategoryBoxes.Boxes truths,
      int g0,
      int g1,
      CategoryBoxes.Boxes detections,
      int d0,
      int d1,
      byte[] out,
      int stride,
      int[] real) {
    int count = g1 - g0;
    reserve(count, d1 - d0);
    computeIous(truths, g0, g1, detections, d0, d1);
    double[] thresholds = parameters.iouThresholds();
    for (int a = 0; a < parameters.areas().size(); a++) {
      CocoParameters.AreaRange area = parameters.areas().get(a);
      int free = orderTruths(truths, g0, count, area);
      real[a] += free;
      for (int t = 0; t < thresholds.length; t++) {
        int base = (a * thresholds.length + t) * stride;
        matchAt(thresholds[t], area, truths, g0, count, free, detections, d0, d1, out, base);
      }
    }
  }

  private void matchAt(
      double threshold,
      CocoParameters.AreaRange area,
      CategoryBoxes.Boxes truths,
      int g0,
      int count,
      int free,
      CategoryBoxes.Boxes detections,
      int d0,
      int d1,
      byte[] out,
      int base) {
    for (int k = 0; k < count; k++) {
      taken[k] = false;
    }
    for (int d = d0; d < d1; d++) {
      int row = (d - d0) * count;
      double best = Math.min(threshold, 1 - 1e-10);
      int match = -1;
      for (int k = 0; k < count; k++) {
        int g = order[k];
        boolean crowd = (truths.flags[g0 + g] & CategoryBoxes.CROWD) != 0;
        if (taken[k] && !crowd) {
          continue;
        }
        // Ignored ground truth stands last: a real match is not given up for it.
        if (match >= 0 && match < free && k >= free) {
          break;
        }
        if (ious[row + g] >= best) {
          best = ious[row + g];
          match = k;
        }
      }
      boolean matched = match >= 0;
      if (matched) {
        taken[match] = true;
        boolean idZero = (truths.flags[g0 + order[match]] & CategoryBoxes.ID_ZERO) != 0;
        matched = !(parameters.strict() && idZero);
      }
      boolean ignore = match >= free;
      if (!matched && !ignore) {
        double size = detections.box[4 * d + 2] * detections.box[4 * d + 3];
        ignore = size < area.low() || size > area.high();
      }
      out[base + d] = ignore ? IGNORED : matched ? TRUE_POSITIVE : FALSE_POSITIVE;
    }
  }

  /** Real objects first, then ignored ones, each in their order; returns how many are real. */
  private int orderTruths(
      CategoryBoxes.Boxes truths, int g0, int count, CocoParameters.AreaRange area) {
    int free = 0;
    for (int g = 0; g < count; g++) {
      double size = truths.value[g0 + g];
      ignored[g] =
          (truths.flags[g0 + g] & CategoryBoxes.CROWD) != 0
              || size < area.low()
              || size > area.high();
      if (!ignored[g]) {
        order[free++] = g;
      }
    }
    int k = free;
    for (int g = 0; g < count; g++) {
      if (ignored[g]) {
        order[k++] = g;
      }
    }
    return free;
  }

  private void computeIous(
      CategoryBoxes.Boxes truths, int g0, int g1, CategoryBoxes.Boxes detections, int d0, int d1) {
    double[] t = truths.box;
    double[] b = detections.box;
    int at = 0;
    for (int d = d0; d < d1; d++) {
      double x = b[4 * d];
      double y = b[4 * d + 1];
      double w = b[4 * d + 2];
      double h = b[4 * d + 3];
      for (int g = g0; g < g1; g++) {
        double iw = Math.min(w + x, t[4 * g + 2] + t[4 * g]) - Math.max(x, t[4 * g]);
        double ih = Math.min(h + y, t[4 * g + 3] + t[4 * g + 1]) - Math.max(y, t[4 * g + 1]);
        double iou = 0;
        if (iw > 0 && ih > 0) {
          double inter = iw * ih;
          boolean crowd = (truths.flags[g] & CategoryBoxes.CROWD) != 0;
          iou = inter / (crowd ? w * h : w * h + t[4 * g + 2] * t[4 * g + 3] - inter);
        }
        ious[at++] = iou;
      }
    }
  }

  private void reserve(int truths, int detections) {
    if (order.length < truths) {
      order = new int[2 * truths];
      ignored = new boolean[2 * truths];
      taken = new boolean[2 * truths];
    }
    if (ious.length < truths * detections) {
      ious = new double[2 * truths * detections];
    }
  }
}
