package dev.boxmill.cluster;

/**
 * IoU of two boxes that share a centre. One minus it is the Jaccard distance of two sets and so a
 * metric: the triangle inequality holds, which {@link Lloyd} uses.
 */
final class CentredIou {
  private CentredIou() {}

  /** In (0, 1] for positive sides; 1 only for equal boxes. */
  static double of(double w1, double h1, double w2, double h2) {
    double shared = Math.min(w1, w2) * Math.min(h1, h2);
    return shared / (w1 * h1 + w2 * h2 - shared);
  }
}
