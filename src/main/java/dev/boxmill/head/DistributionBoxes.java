package dev.boxmill.head;

import java.util.Arrays;
import java.util.List;

/**
 * NanoDet's and PicoDet's outputs: class probabilities [points, classes] for each stride, then
 * distributions [points, 4 * bins] for each stride (Generalized Focal Loss, Li et al. 2020). The
 * expectation of a softmax over the bins, times the stride, is the distance from a point to the
 * left, top, right and bottom edge; its variance, times the square of the stride, is that edge's.
 */
final class DistributionBoxes implements HeadDecoder.Head {
  private final Descriptor descriptor;
  private final int classes;
  private final double[] strides;
  private final double offset;
  private final int bins;

  /**
   * Reads the strides and bins.
   *
   * @param centred whether points are cell centres {@code (x + .5) * stride}, as PicoDet's, rather
   *     than centre pixels {@code x * stride + (stride - 1) / 2}, as NanoDet's
   */
  static DistributionBoxes of(Descriptor descriptor, boolean centred) {
    return new DistributionBoxes(descriptor, centred ? 0 : -.5);
  }

  private DistributionBoxes(Descriptor descriptor, double offset) {
    this.descriptor = descriptor;
    this.offset = offset;
    classes = descriptor.classes().size();
    strides = descriptor.keys().numbers("strides", 0, v -> v >= 1, "a list of positive integers");
    bins = descriptor.keys().has("bins") ? descriptor.keys().integer("bins", 2) : 8;
  }

  @Override
  public void decode(List<Tensor> outputs, int image, double floor, Candidates sink) {
    int row = 0;
    double[] edges = new double[4];
    double[] variances = new double[4];
    for (int level = 0; level < strides.length; level++) {
      double stride = strides[level];
      int columns = (int) Math.ceil(descriptor.preprocessing().width() / stride);
      int rows = (int) Math.ceil(descriptor.preprocessing().height() / stride);
      Tensor scores = Outputs.at(outputs, level, descriptor, rows * columns, classes);
      Tensor boxes =
          Outputs.at(outputs, strides.length + level, descriptor, rows * columns, 4 * bins);
      float[] s = scores.data();
      int at = scores.offset(image);
      for (int p = 0; p < rows * columns; p++, row++) {
        boolean decoded = false;
        for (int c = 0; c < classes; c++, at++) {
          if (s[at] < floor) {
            continue;
          }
          if (!decoded) {
            decoded = true;
            distances(boxes, boxes.offset(image) + 4 * bins * p, edges, variances);
          }
          int rowOfPoint = p / columns;
          double x = (p % columns + .5) * stride + offset;
          double y = (rowOfPoint + .5) * stride + offset;
          sink.add(
              row,
              c,
              s[at],
              x - edges[0] * stride,
              y - edges[1] * stride,
              x + edges[2] * stride,
              y + edges[3] * stride);
          double area = stride * stride;
          sink.variances(
              variances[0] * area, variances[1] * area, variances[2] * area, variances[3] * area);
        }
      }
    }
  }

  private void distances(Tensor boxes, int at, double[] edges, double[] variances) {
    float[] d = boxes.data();
    Arrays.fill(edges, 0);
    for (int side = 0; side < 4; side++) {
      int from = at + side * bins;
      double max = Double.NEGATIVE_INFINITY;
      for (int b = 0; b < bins; b++) {
        max = Math.max(max, d[from + b]);
      }
      double sum = 0;
      double expectation = 0;
      double squares = 0;
      for (int b = 0; b < bins; b++) {
        double e = Math.exp(d[from + b] - max);
        sum += e;
        expectation += b * e;
        squares += b * b * e;
      }
      edges[side] = expectation / sum;
      variances[side] = Math.max(0, squares / sum - edges[side] * edges[side]);
    }
  }
}
