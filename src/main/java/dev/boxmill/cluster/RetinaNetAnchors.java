package dev.boxmill.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RetinaNet's anchors (Lin et al., "Focal Loss for Dense Object Detection", 2017): on each level a
 * base size, a fixed multiple of the stride, times octave scales 2^(i/n), with every ratio of
 * height over width.
 *
 * @param strides pixels a cell, ascending, at least one
 * @param octaves scales an octave, at least 1
 * @param ratios how many, at least 1
 */
public record RetinaNetAnchors(List<Integer> strides, int octaves, int ratios)
    implements AnchorFamily {
  /** The paper's base sizes, in strides: 32 pixels on stride 8. */
  private static final double PUBLISHED = 4;

  public RetinaNetAnchors {
    strides = List.copyOf(strides);
  }

  @Override
  public double[] published() {
    double[] published = new double[1 + ratios];
    published[0] = Math.log(PUBLISHED);
    System.arraycopy(RcnnAnchors.defaultRatios(ratios), 0, published, 1, ratios);
    return published;
  }

  @Override
  public List<double[]> starts(BoxSizes sizes) {
    double[] half = published();
    half[0] -= Math.log(2);
    return List.of(published(), half);
  }

  @Override
  public double[][] anchors(double... logs) {
    double[][] anchors = new double[strides.size() * ratios * octaves][];
    int at = 0;
    for (int stride : strides) {
      for (int r = 0; r < ratios; r++) {
        for (int o = 0; o < octaves; o++) {
          double scale = Math.log(stride) + logs[0] + o * Math.log(2) / octaves;
          anchors[at++] = RcnnAnchors.anchor(scale, logs[1 + r]);
        }
      }
    }
    return anchors;
  }

  @Override
  public int[] levels() {
    int[] levels = new int[strides.size() * ratios * octaves];
    Arrays.setAll(levels, a -> a / (ratios * octaves));
    return levels;
  }

  /** The base size in strides, and then the octave scales; ratios. */
  @Override
  public Shape shape(double... logs) {
    List<Double> scales = new ArrayList<>(List.of(Math.exp(logs[0])));
    for (int o = 0; o < octaves; o++) {
      scales.add(Math.pow(2, o / (double) octaves));
    }
    return new Shape(scales, RcnnAnchors.ascending(logs, 1, ratios));
  }
}
