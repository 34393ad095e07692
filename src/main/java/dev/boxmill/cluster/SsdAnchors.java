package dev.boxmill.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * SSD's default boxes (Liu et al., "SSD: Single Shot MultiBox Detector", 2016, section 2.2): m
 * levels with scales evenly from s_min to s_max, parts of the input's sides; on each level a box of
 * every ratio of width over height, and one more square of the geometric mean of its own and the
 * next scale. The scale after the last goes on by the same step.
 *
 * @param levelsCount m, at least 1
 * @param pairs ratios beside 1, each with its inverse; at least 0
 * @param width of the input, pixels
 * @param height of the input, pixels
 */
public record SsdAnchors(int levelsCount, int pairs, int width, int height)
    implements AnchorFamily {
  private static final double S_MIN = 0.2;
  private static final double S_MAX = 0.9;

  @Override
  public double[] published() {
    double[] published = new double[2 + pairs];
    published[0] = Math.log(S_MIN);
    published[1] = Math.log(S_MAX - S_MIN);
    for (int p = 0; p < pairs; p++) {
      published[2 + p] = Math.log(2.0 + p);
    }
    return published;
  }

  @Override
  public List<double[]> starts(BoxSizes sizes) {
    double[] small = published();
    small[0] -= Math.log(4);
    small[1] -= Math.log(2);
    return List.of(published(), small);
  }

  @Override
  public double[][] anchors(double... logs) {
    List<Double> scales = scales(logs);
    double[][] anchors = new double[levels().length][];
    int at = 0;
    for (int level = 0; level < levelsCount; level++) {
      double s = scales.get(level);
      anchors[at++] = box(s, 1);
      anchors[at++] = box(Math.sqrt(s * scales.get(level + 1)), 1);
      for (int p = 0; p < pairs; p++) {
        double root = Math.exp(logs[2 + p] / 2);
        anchors[at++] = box(s, root);
        anchors[at++] = box(s, 1 / root);
      }
    }
    return anchors;
  }

  private double[] box(double side, double root) {
    return new double[] {side * root * width, side / root * height};
  }

  private List<Double> scales(double... logs) {
    double least = Math.exp(logs[0]);
    double step = levelsCount == 1 ? Math.exp(logs[1]) : Math.exp(logs[1]) / (levelsCount - 1);
    List<Double> scales = new ArrayList<>();
    for (int level = 0; level <= levelsCount; level++) {
      scales.add(least + level * step);
    }
    return scales;
  }

  @Override
  public int[] levels() {
    int[] levels = new int[levelsCount * (2 + 2 * pairs)];
    Arrays.setAll(levels, a -> a / (2 + 2 * pairs));
    return levels;
  }

  /** m + 1 scales; the ratios 1, then each with its inverse. */
  @Override
  public Shape shape(double... logs) {
    List<Double> ratios = new ArrayList<>(List.of(1.0));
    for (int p = 0; p < pairs; p++) {
      double ratio = Math.exp(Math.abs(logs[2 + p]));
      ratios.add(ratio);
      ratios.add(1 / ratio);
    }
    return new Shape(scales(logs), ratios);
  }
}
