package dev.boxmill.cluster;

import java.util.Arrays;

/**
 * Tiles of one level of a {@link SizeTree}: each has the extent of its sizes, a centre and a radius
 * (no size is farther from the centre).
 */
final class TileLevel {
  private final Distance distance;
  private final float[] minW;
  private final float[] minH;
  private final float[] maxW;
  private final float[] maxH;
  private final double[] radius;

  TileLevel(Distance distance, int tiles) {
    this.distance = distance;
    minW = new float[tiles];
    minH = new float[tiles];
    maxW = new float[tiles];
    maxH = new float[tiles];
    radius = new double[tiles];
    Arrays.fill(minW, Float.POSITIVE_INFINITY);
    Arrays.fill(minH, Float.POSITIVE_INFINITY);
  }

  /** Adds a size to a tile. */
  void add(int t, float w, float h) {
    add(t, w, h, w, h);
  }

  /** Adds a tile of the level below to a tile. */
  void add(int t, TileLevel fine, int f) {
    add(t, fine.minW[f], fine.minH[f], fine.maxW[f], fine.maxH[f]);
  }

  private void add(int t, float w1, float h1, float w2, float h2) {
    minW[t] = Math.min(minW[t], w1);
    minH[t] = Math.min(minH[t], h1);
    maxW[t] = Math.max(maxW[t], w2);
    maxH[t] = Math.max(maxH[t], h2);
  }

  /**
   * Computes a tile's radius, when all has been added. The distance from the centre falls and then
   * rises along each side, so it is greatest at a corner of the extent.
   */
  void finish(int t) {
    double narrow = Math.max(fromCentre(t, minW[t], minH[t]), fromCentre(t, minW[t], maxH[t]));
    double wide = Math.max(fromCentre(t, maxW[t], minH[t]), fromCentre(t, maxW[t], maxH[t]));
    radius[t] = Math.max(narrow, wide);
  }

  private double fromCentre(int t, double w, double h) {
    return distance.of(centre(minW[t], maxW[t]), centre(minH[t], maxH[t]), w, h);
  }

  /** Closeness of a size to the tile's centre. */
  double closeness(int t, double w, double h) {
    return distance.closeness(centre(minW[t], maxW[t]), centre(minH[t], maxH[t]), w, h);
  }

  private static double centre(float min, float max) {
    return 0.5 * ((double) min + max);
  }

  int tiles() {
    return minW.length;
  }

  /** In the unit of the distance. */
  double radius(int t) {
    return radius[t];
  }
}
