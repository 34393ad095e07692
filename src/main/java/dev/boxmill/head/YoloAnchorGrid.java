package dev.boxmill.head;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The raw grids of YOLOv3 and v4: for each level [anchors * (5 + classes), rows, columns] with tx,
 * ty, tw, th, to and class logits. A centre is {@code (sigmoid(t) * s - (s - 1) / 2 + cell) *
 * stride}, a size {@code anchor * exp(t)}, a score {@code sigmoid(to) * sigmoid(class)}.
 */
final class YoloAnchorGrid implements HeadDecoder.Head {
  private final Descriptor descriptor;
  private final int classes;
  private final double[] strides;
  private final double[] sensitivity;
  private final double[][][] anchors;

  YoloAnchorGrid(Descriptor descriptor) {
    this.descriptor = descriptor;
    classes = descriptor.classes().size();
    JsonKeys keys = descriptor.keys();
    strides = keys.numbers("strides", 0, v -> v > 0, "a list of positive numbers");
    sensitivity =
        keys.has("scale_x_y")
            ? keys.numbers(
                "scale_x_y", strides.length, v -> v >= 1, "a number of at least 1 a level")
            : ones(strides.length);
    anchors = new double[strides.length][][];
    JsonNode levels = keys.raw("anchors");
    String expected = strides.length + " levels of [width, height] pairs, in pixels";
    if (levels == null || levels.size() != strides.length) {
      throw keys.wrong("anchors", expected);
    }
    for (int level = 0; level < anchors.length; level++) {
      anchors[level] = new double[levels.get(level).size()][];
      for (int a = 0; a < anchors[level].length; a++) {
        JsonNode pair = levels.get(level).get(a);
        if (pair.size() != 2 || !(pair.get(0).asDouble() > 0) || !(pair.get(1).asDouble() > 0)) {
          throw keys.wrong("anchors", expected);
        }
        anchors[level][a] = new double[] {pair.get(0).asDouble(), pair.get(1).asDouble()};
      }
    }
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public void decode(List<Tensor> outputs, int image, double floor, Candidates sink) {
    double leastLogit = Activation.logit(floor);
    int row = 0;
    for (int level = 0; level < strides.length; level++) {
      int perAnchor = 5 + classes;
      Tensor t = Outputs.at(outputs, level, descriptor, anchors[level].length * perAnchor, -1, -1);
      float[] data = t.data();
      int rows = t.dim(1);
      int columns = t.dim(2);
      int plane = rows * columns;
      double s = sensitivity[level];
      for (int a = 0; a < anchors[level].length; a++) {
        int base = t.offset(image) + a * perAnchor * plane;
        for (int cell = 0; cell < plane; cell++, row++) {
          int at = base + cell;
          if (data[at + 4 * plane] < leastLogit) {
            continue;
          }
          double objectness = Activation.sigmoid(data[at + 4 * plane]);
          double leastClass = Activation.logit(Math.min(1, floor / objectness));
          double x1 = 0;
          double y1 = 0;
          double x2 = 0;
          double y2 = 0;
          boolean decoded = false;
          for (int c = 0; c < classes; c++) {
            float logit = data[at + (5 + c) * plane];
            if (logit < leastClass) {
              continue;
            }
            double score = objectness * Activation.sigmoid(logit);
            if (score < floor) {
              continue;
            }
            if (!decoded) {
              decoded = true;
              double shift = (s - 1) / 2;
              int gridRow = cell / columns;
              double cx =
                  (Activation.sigmoid(data[at]) * s - shift + cell % columns) * strides[level];
              double cy =
                  (Activation.sigmoid(data[at + plane]) * s - shift + gridRow) * strides[level];
              double w = anchors[level][a][0] * Math.exp(data[at + 2 * plane]);
              double h = anchors[level][a][1] * Math.exp(data[at + 3 * plane]);
              x1 = cx - w / 2;
              y1 = cy - h / 2;
              x2 = cx + w / 2;
              y2 = cy + h / 2;
            }
            sink.add(row, c, score, x1, y1, x2, y2);
          }
        }
      }
    }
  }
}
