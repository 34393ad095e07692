package dev.boxmill.assign;

/**
 * Regression losses that compare whole boxes. Boxes are left, top, right, bottom in any common
 * unit, right and bottom not below left and top. Gradients are with respect to the predicted edges,
 * in the same order.
 *
 * <p>At an edge shared by both boxes the gradient is the mean of its two sides, as torch's is:
 * identical boxes have gradient 0. A ratio of nothing to nothing is 0: two boxes without area have
 * IoU 0, and value and gradient stay finite.
 */
public enum BoxLoss {
  /** 1 - IoU. */
  IOU,
  /** -ln(IoU): UnitBox (Yu et al. 2016). IoU is taken as at least 1e-6. */
  UNIT_BOX,
  /** 1 - GIoU (Rezatofighi et al. 2019): in [0, 2]. */
  GIOU,
  /**
   * 1 - DIoU (Zheng et al. 2020): IoU less the centres' squared distance over that of the hull's
   * diagonal.
   */
  DIOU,
  /** 1 - CIoU (Zheng et al. 2020): DIoU less the aspect term; its weight is held constant. */
  CIOU;

  private static final double FLOOR = 1e-6;

  /**
   * The loss of one pair.
   *
   * @param p predicted box, 4 values
   * @param t target box, 4 values
   * @param gradient receives 4 derivatives, or null where they are not wanted
   * @return at least 0
   */
  public double of(double[] p, double[] t, double[] gradient) {
    double w = p[2] - p[0];
    double h = p[3] - p[1];
    double iw = Math.max(0, Math.min(p[2], t[2]) - Math.max(p[0], t[0]));
    double ih = Math.max(0, Math.min(p[3], t[3]) - Math.max(p[1], t[1]));
    double inter = iw * ih;
    double union = w * h + (t[2] - t[0]) * (t[3] - t[1]) - inter;
    double iou = ratio(inter, union);
    double hullW = Math.max(p[2], t[2]) - Math.min(p[0], t[0]);
    double hullH = Math.max(p[3], t[3]) - Math.min(p[1], t[1]);
    double hull = hullW * hullH;
    double dx = (p[0] + p[2] - t[0] - t[2]) / 2;
    double dy = (p[1] + p[3] - t[1] - t[3]) / 2;
    double centre = dx * dx + dy * dy;
    double diagonal = hullW * hullW + hullH * hullH;
    double angle = Math.atan2(t[2] - t[0], t[3] - t[1]) - Math.atan2(w, h);
    double aspect = 4 / (Math.PI * Math.PI) * angle * angle;
    double weight = aspect == 0 ? 0 : aspect / (1 - iou + aspect);
    if (gradient != null) {
      for (int side = 0; side < 4; side++) {
        boolean vertical = side % 2 == 1;
        int sign = side < 2 ? -1 : 1;
        double inside = share(sign * (t[side] - p[side]));
        double outside = 1 - inside;
        double dInter = inside * sign * (vertical ? (ih > 0 ? iw : 0) : (iw > 0 ? ih : 0));
        double dUnion = sign * (vertical ? w : h) - dInter;
        double dIou = ratio(dInter - iou * dUnion, union);
        double dHull = outside * sign * (vertical ? hullW : hullH);
        double filled = ratio(union, hull);
        double dDiagonal = outside * 2 * sign * (vertical ? hullH : hullW);
        double dCentre = vertical ? dy : dx;
        double dDistance = ratio(dCentre - ratio(centre, diagonal) * dDiagonal, diagonal);
        double dAngle = ratio(sign * (vertical ? w : -h), w * w + h * h);
        double dAspect = 8 / (Math.PI * Math.PI) * angle * dAngle;
        gradient[side] =
            switch (this) {
              case IOU -> -dIou;
              case UNIT_BOX -> iou > FLOOR ? -dIou / iou : 0;
              case GIOU -> -dIou - ratio(dUnion - filled * dHull, hull);
              case DIOU -> -dIou + dDistance;
              case CIOU -> -dIou + dDistance + weight * dAspect;
            };
      }
    }
    return switch (this) {
      case IOU -> 1 - iou;
      case UNIT_BOX -> -Math.log(Math.max(iou, FLOOR));
      case GIOU -> 1 - iou + ratio(hull - union, hull);
      case DIOU -> 1 - iou + ratio(centre, diagonal);
      case CIOU -> 1 - iou + ratio(centre, diagonal) + weight * aspect;
    };
  }

  /** How much of a step of the predicted edge counts as inside the target. */
  private static double share(double room) {
    return room > 0 ? 1 : room < 0 ? 0 : .5;
  }

  private static double ratio(double a, double b) {
    return b == 0 ? 0 : a / b;
  }
}
