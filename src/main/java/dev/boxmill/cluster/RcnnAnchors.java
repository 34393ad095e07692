package dev.boxmill.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every scale with every ratio (Ren et al., "Faster R-CNN", 2015): a scale is the side in pixels of
 * a square of the anchor's area, a ratio height over width.
 *
 * @param scales how many, at least 1
 * @param ratios how many, at least 1
 * @param levelled whether each scale has a level of its own, as in feature pyramids (Lin et al.
 *     2017), rather than one level all of them
 */
public record RcnnAnchors(int scales, int ratios, boolean levelled) implements AnchorFamily {
  /** The paper's scale in the middle. */
  private static final double MIDDLE = 256;

  @Override
  public double[] published() {
    double[] published = new double[scales + ratios];
    for (int s = 0; s < scales; s++) {
      published[s] = Math.log(MIDDLE) + (s - (scales - 1) / 2.0) * Math.log(2);
    }
    System.arraycopy(defaultRatios(ratios), 0, published, scales, ratios);
    return published;
  }

  @Override
  public List<double[]> starts(BoxSizes sizes) {
    double[] spread = new double[scales + ratios];
    double[] sides = new double[sizes.distinct()];
    double[] aspects = new double[sizes.distinct()];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = Math.log(sizes.w(i) * sizes.h(i)) / 2;
      aspects[i] = Math.log(sizes.h(i) / sizes.w(i));
    }
    quantiles(sides, spread, 0, scales);
    quantiles(aspects, spread, scales, ratios);
    return List.of(published(), spread);
  }

  /** Logarithms of ratios around 1, a factor of 2 apart: 1/2, 1, 2 where there are three. */
  static double[] defaultRatios(int n) {
    double[] logs = new double[n];
    for (int r = 0; r < n; r++) {
      logs[r] = (r - (n - 1) / 2.0) * Math.log(2);
    }
    return logs;
  }

  /** The middles of n equal parts of the distinct sizes; a start needs no more. */
  private static void quantiles(double[] values, double[] to, int at, int n) {
    Arrays.sort(values);
    for (int q = 0; q < n; q++) {
      to[at + q] = values[(int) ((q + 0.5) / n * values.length)];
    }
  }

  @Override
  public double[][] anchors(double... logs) {
    double[][] anchors = new double[scales * ratios][];
    for (int s = 0; s < scales; s++) {
      for (int r = 0; r < ratios; r++) {
        anchors[s * ratios + r] = anchor(logs[s], logs[scales + r]);
      }
    }
    return anchors;
  }

  /** Width and height from the logarithms of the scale and of height over width. */
  static double[] anchor(double scale, double ratio) {
    return new double[] {Math.exp(scale - ratio / 2), Math.exp(scale + ratio / 2)};
  }

  @Override
  public int[] levels() {
    int[] levels = new int[scales * ratios];
    for (int a = 0; a < levels.length && levelled; a++) {
      levels[a] = a / ratios;
    }
    return levels;
  }

  @Override
  public Shape shape(double... logs) {
    return new Shape(ascending(logs, 0, scales), ascending(logs, scales, ratios));
  }

  static List<Double> ascending(double[] logs, int from, int n) {
    List<Double> values = new ArrayList<>();
    for (int i = from; i < from + n; i++) {
      values.add(Math.exp(logs[i]));
    }
    values.sort(null);
    return values;
  }
}
