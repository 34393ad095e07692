package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLOv5 (Ultralytics) and others decoded in the graph: rows of centre x, centre y, width, height
 * in input pixels, objectness, class probabilities; the score is their product.
 */
@AutoService(HeadDecoder.class)
public final class YoloV5 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov5";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor t = Outputs.at(outputs, 0, descriptor, -1, 5 + classes);
      float[] d = t.data();
      for (int row = 0; row < t.dim(0); row++) {
        int at = t.offset(image) + row * (5 + classes);
        if (d[at + 4] < floor) {
          continue;
        }
        for (int c = 0; c < classes; c++) {
          double score = (double) d[at + 4] * d[at + 5 + c];
          if (score >= floor) {
            double w = d[at + 2];
            double h = d[at + 3];
            sink.add(
                row, c, score, d[at] - w / 2, d[at + 1] - h / 2, d[at] + w / 2, d[at + 1] + h / 2);
          }
        }
      }
    };
  }
}
