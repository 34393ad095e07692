package dev.boxmill.head;

import com.google.auto.service.AutoService;
import java.util.List;

/**
 * RetinaNet (Lin et al. 2017): class logits [anchors, classes] and deltas [anchors, 4], anchors by
 * level, row, column, ratio, scale; pixels.
 */
@AutoService(HeadDecoder.class)
public final class RetinaNet implements HeadDecoder {
  @Override
  public String id() {
    return "retinanet";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    double[] anchors = anchors(descriptor);
    int classes = descriptor.classes().size();
    int count = anchors.length / 4;
    return (outputs, image, floor, sink) ->
        decode(
            Outputs.at(outputs, 0, descriptor, count, classes),
            Outputs.at(outputs, 1, descriptor, count, 4),
            anchors,
            image,
            floor,
            sink);
  }

  private static void decode(
      Tensor logits, Tensor deltas, double[] anchors, int image, double floor, Candidates sink) {
    double least = Activation.logit(floor);
    int classes = logits.dim(1);
    float[] d = deltas.data();
    float[] l = logits.data();
    int at = logits.offset(image);
    for (int a = 0; a < anchors.length / 4; a++) {
      for (int c = 0; c < classes; c++, at++) {
        if (l[at] < least) {
          continue;
        }
        double score = Activation.sigmoid(l[at]);
        if (score >= floor) {
          int o = deltas.offset(image) + 4 * a;
          AnchorDeltas.add(sink, a, c, score, anchors, a, d[o], d[o + 1], d[o + 2], d[o + 3], 1, 1);
        }
      }
    }
  }

  /** Anchors as centre x, centre y, width, height in input pixels. */
  static double[] anchors(Descriptor descriptor) {
    JsonKeys p = descriptor.keys().object("anchors");
    double[] strides = p.numbers("strides", 0, v -> v >= 1, "a list of positive integers");
    double[] bases = p.numbers("base_sizes", strides.length, v -> v > 0, "a positive size a level");
    double[] octaves = p.numbers("octave_scales", 0, v -> v > 0, "a list of positive numbers");
    double[] ratios = p.numbers("ratios_h_over_w", 0, v -> v > 0, "a list of positive numbers");
    Preprocessing input = descriptor.preprocessing();
    double[] grown = new double[0];
    for (int level = 0; level < strides.length; level++) {
      int columns = (int) Math.ceil(input.width() / strides[level]);
      int rows = (int) Math.ceil(input.height() / strides[level]);
      double[] boxes = new double[rows * columns * ratios.length * octaves.length * 4];
      int at = 0;
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          for (double ratio : ratios) {
            for (double octave : octaves) {
              boxes[at++] = (x + .5) * strides[level];
              boxes[at++] = (y + .5) * strides[level];
              boxes[at++] = bases[level] * octave / Math.sqrt(ratio);
              boxes[at++] = bases[level] * octave * Math.sqrt(ratio);
            }
          }
        }
      }
      grown = joined(List.of(grown, boxes));
    }
    return grown;
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
  }
}
