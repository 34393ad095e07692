package dev.boxmill.head;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;

/**
 * YOLOv2 (Redmon and Farhadi 2017): anchors in units of cells, softmax over the classes, one scale.
 * Output [anchors * (5 + classes), rows, columns]; candidates by anchor, row, column.
 */
@AutoService(HeadDecoder.class)
public final class YoloV2 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov2";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    JsonKeys keys = descriptor.keys();
    double stride = keys.number("stride", "a positive number", v -> v > 0);
    JsonNode pairs = keys.raw("anchors");
    if (pairs == null || !pairs.isArray() || pairs.isEmpty()) {
      throw keys.wrong("anchors", "a list of [width, height] pairs, in cells");
    }
    double[][] anchors = new double[pairs.size()][];
    for (int a = 0; a < anchors.length; a++) {
      anchors[a] = new double[] {pairs.get(a).path(0).asDouble(), pairs.get(a).path(1).asDouble()};
      if (!(anchors[a][0] > 0) || !(anchors[a][1] > 0)) {
        throw keys.wrong("anchors", "a list of [width, height] pairs, in cells");
      }
    }
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor t = Outputs.at(outputs, 0, descriptor, anchors.length * (5 + classes), -1, -1);
      decode(t, image, anchors, classes, stride, floor, sink);
    };
  }

  private static void decode(
      Tensor t,
      int image,
      double[][] anchors,
      int classes,
      double stride,
      double floor,
      Candidates sink) {
    double least = Activation.logit(floor);
    float[] d = t.data();
    int columns = t.dim(2);
    int plane = t.dim(1) * columns;
    float[] logits = new float[classes];
    double[] probabilities = new double[classes];
    for (int a = 0; a < anchors.length; a++) {
      for (int cell = 0; cell < plane; cell++) {
        int at = t.offset(image) + a * (5 + classes) * plane + cell;
        if (d[at + 4 * plane] < least) {
          continue;
        }
        double objectness = Activation.sigmoid(d[at + 4 * plane]);
        for (int c = 0; c < classes; c++) {
          logits[c] = d[at + (5 + c) * plane];
        }
        Activation.softmax(logits, 0, probabilities);
        for (int c = 0; c < classes; c++) {
          double score = objectness * probabilities[c];
          if (score < floor) {
            continue;
          }
          int row = cell / columns;
          double cx = (Activation.sigmoid(d[at]) + cell % columns) * stride;
          double cy = (Activation.sigmoid(d[at + plane]) + row) * stride;
          double w = anchors[a][0] * Math.exp(d[at + 2 * plane]) * stride;
          double h = anchors[a][1] * Math.exp(d[at + 3 * plane]) * stride;
          sink.add(a * plane + cell, c, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
        }
      }
    }
  }
}
