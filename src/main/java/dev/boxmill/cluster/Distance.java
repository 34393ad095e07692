package dev.boxmill.cluster;

import java.util.Locale;

/**
 * How far a box is from an anchor, when boxes are given to their nearest. All are metrics: the
 * triangle inequality holds, which {@link Lloyd} uses.
 */
public enum Distance {
  /** One minus the IoU of boxes that share a centre: what anchors are for. */
  IOU {
    @Override
    double of(double w1, double h1, double w2, double h2) {
      return 1 - CentredIou.of(w1, h1, w2, h2);
    }

    @Override
    double closeness(double w1, double h1, double w2, double h2) {
      return CentredIou.of(w1, h1, w2, h2);
    }
  },
  /** Of the points (w, h); large boxes count most. For comparison. */
  EUCLIDEAN {
    @Override
    double of(double w1, double h1, double w2, double h2) {
      return length(w1 - w2, h1 - h2);
    }
  },
  /** Of the points (log w, log h): ratios of sides, whatever their size. For comparison. */
  LOG_EUCLIDEAN {
    @Override
    double of(double w1, double h1, double w2, double h2) {
      return length(Math.log(w1 / w2), Math.log(h1 / h2));
    }
  };

  /** As options and results spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  abstract double of(double w1, double h1, double w2, double h2);

  /** Higher for what is nearer; differs between two anchors as their distances do. */
  double closeness(double w1, double h1, double w2, double h2) {
    return -of(w1, h1, w2, h2);
  }

  /** The coordinate of a side in which a mean is the centre that suits this distance. */
  double coordinate(double side) {
    return this == LOG_EUCLIDEAN ? Math.log(side) : side;
  }

  /** The side at a coordinate. */
  double side(double coordinate) {
    return this == LOG_EUCLIDEAN ? Math.exp(coordinate) : coordinate;
  }

  private static double length(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }
}
