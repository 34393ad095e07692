package dev.boxmill.geometry;

/**
 * Boxes that tools/peer_nms.py draws alike: the same multiplicative congruential generator (MINSTD,
 * modulus 2^31 - 1, multiplier 48271) on both sides.
 */
final class BenchBoxes {
  private static final long MODULUS = 2_147_483_647L;
  private long state = 1;

  private BenchBoxes() {}

  /** A number in (0, 1). */
  private double next() {
    state = state * 48_271 % MODULUS;
    return state / (double) MODULUS;
  }

  /**
   * Draws boxes around objects on a picture whose area grows with the number of objects.
   *
   * @param crowd boxes an object; box i belongs to object i mod (size / crowd)
   */
  static ScoredBoxes draw(int size, int crowd) {
    BenchBoxes draw = new BenchBoxes();
    int objects = Math.max(1, size / crowd);
    double extent = 64 * Math.sqrt(objects);
    double[] objectX = new double[objects];
    double[] objectY = new double[objects];
    double[] side = new double[objects];
    for (int o = 0; o < objects; o++) {
      objectX[o] = draw.next() * extent;
      objectY[o] = draw.next() * extent;
      side[o] = 16 * Math.pow(16, draw.next());
    }
    double[] edges = new double[4 * size];
    double[] scores = new double[size];
    for (int i = 0; i < size; i++) {
      int o = i % objects;
      double x = objectX[o] + (draw.next() - .5) * side[o] / 2;
      double y = objectY[o] + (draw.next() - .5) * side[o] / 2;
      edges[4 * i] = x;
      edges[4 * i + 1] = y;
      edges[4 * i + 2] = x + side[o] * (.75 + draw.next() / 2);
      edges[4 * i + 3] = y + side[o] * (.75 + draw.next() / 2);
      scores[i] = draw.next();
    }
    return new ScoredBoxes(size, edges, scores, new int[size], null, null);
  }
}
