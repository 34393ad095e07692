package dev.boxmill.assign;

/**
 * How far a box's corners may lie from the truth's before their IoU falls below an overlap: the
 * radius of the Gaussians on heat maps (CornerNet, Law and Deng 2018). It is the least root of
 * three quadratic equations: both corners outside, both inside, one of each.
 */
public enum GaussianRadius {
  /** The roots themselves, as in CornerNet since its authors mended it. */
  CORNER_NET,
  /**
   * As in CenterNet's code (Zhou et al. 2019), with which its models were trained: the larger root
   * of each equation, not divided by its leading coefficient. It gives larger circles.
   */
  CENTER_NET;

  /**
   * The radius for a box.
   *
   * @param width of the box, above 0
   * @param height of the box, above 0
   * @param overlap IoU in (0, 1), .7 in CenterNet and .3 in CornerNet
   * @return in the unit of width and height, not rounded
   */
  public double of(double width, double height, double overlap) {
    double sum = width + height;
    double area = width * height;
    double outsideIn = root(1, -sum, area * (1 - overlap) / (1 + overlap), -1);
    double inside = root(4, -2 * sum, (1 - overlap) * area, -1);
    double outside = root(4 * overlap, 2 * overlap * sum, (overlap - 1) * area, 1);
    return Math.min(outsideIn, Math.min(inside, outside));
  }

  private double root(double a, double b, double c, int sign) {
    double discriminant = Math.sqrt(b * b - 4 * a * c);
    if (this == CORNER_NET) {
      return (-b + sign * discriminant) / (2 * a);
    }
    // The third equation stands with -b in the authors' code.
    return (Math.abs(b) * -sign + discriminant) / 2;
  }
}
