package dev.boxmill.assign;

/**
 * Regression losses that compare whole boxes. Boxes are left, top, right, bottom in any common
 * unit; both must have a positive width and height. Gradients are with respect to the predicted
 * edges, in the same order; at an edge shared by both boxes the gradient is the one of the
 * non-overlapping side.
 */
public enum BoxLoss {
  /** 1 - IoU. */
  IOU,
  /** -ln(IoU): UnitBox (Yu et al. 2016). IoU is taken as at least 1e-6. */
  UNIT_BOX,
  /** 1 - GIoU (Rezatofighi et al. 2019): in [0, 2]. */
  GIOU,
  /**
   * 1 - DIoU (Zheng et al. 2020): IoU less the centres' squared distance over the hull's diagonal.
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
   */
  public double of(double[] p, double[] t, double[] gradient) {
    double w = p[2] - p[0];
    double h = p[3] - p[1];
    double iw = Math.max(0, Math.min(p[2], t[2]) - Math.max(p[0], t[0]));
    double ih = Math.max(0, Math.min(p[3], t[3]) - Math.max(p[1], t[1]));
    double inter = iw * ih;
    double union = w * h + (t[2] - t[0]) * (t[3] - t[1]) - inter;
    double iou = inter / union;
    double hullW = Math.max(p[2], t[2]) - Math.min(p[0], t[0]);
    double hullH = Math.max(p[3], t[3]) - Math.min(p[1], t[1]);
    double hull = hullW * hullH;
    double dx = (p[0] + p[2] - t[0] - t[2]) / 2;
    double dy = (p[1] + p[3] - t[1] - t[3]) / 2;
    double centre = dx * dx + dy * dy;
    double diagonal = hullW * hullW + hullH * hullH;
    double angle = Math.atan((t[2] - t[0]) / (t[3] - t[1])) - Math.atan(w / h);
    double aspect = 4 / (Math.PI * Math.PI) * angle * angle;
    double weight = aspect == 0 ? 0 : aspect / (1 - iou + aspect);
    if (gradient != null) {
      for (int side = 0; side < 4; side++) {
        boolean vertical = side % 2 == 1;
        int sign = side < 2 ? -1 : 1;
        boolean inside = side < 2 ? p[side] > t[side] : p[side] < t[side];
        boolean outside = side < 2 ? p[side] < t[side] : p[side] > t[side];
        double dInter = inside ? sign * (vertical ? (ih > 0 ? iw : 0) : (iw > 0 ? ih : 0)) : 0;
        double dUnion = sign * (vertical ? w : h) - dInter;
        double dIou = (dInter * union - inter * dUnion) / (union * union);
        double dHull = outside ? sign * (vertical ? hullW : hullH) : 0;
        double dDiagonal = outside ? 2 * sign * (vertical ? hullH : hullW) : 0;
        double dCentre = vertical ? dy : dx;
        double dDistance = (dCentre * diagonal - centre * dDiagonal) / (diagonal * diagonal);
        double dAngle = sign * (vertical ? w : -h) / (w * w + h * h);
        double dAspect = 8 / (Math.PI * Math.PI) * angle * dAngle;
        gradient[side] =
            switch (this) {
              case IOU -> -dIou;
              case UNIT_BOX -> iou > FLOOR ? -dIou / iou : 0;
              case GIOU -> -dIou - (dUnion * hull - union * dHull) / (hull * hull);
              case DIOU -> -dIou + dDistance;
              case CIOU -> -dIou + dDistance + weight * dAspect;
            };
      }
    }
    return switch (this) {
      case IOU -> 1 - iou;
      case UNIT_BOX -> -Math.log(Math.max(iou, FLOOR));
      case GIOU -> 2 - iou - union / hull;
      case DIOU -> 1 - iou + centre / diagonal;
      case CIOU -> 1 - iou + centre / diagonal + weight * aspect;
    };
  }
}
