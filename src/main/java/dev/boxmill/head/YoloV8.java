package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLOv8 and the exports that share its output (YOLO9, YOLO11): one tensor [4 + classes, points]
 * with centre x, centre y, width, height in input pixels, then class probabilities.
 */
@AutoService(HeadDecoder.class)
public final class YoloV8 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov8";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor t = Outputs.at(outputs, 0, descriptor, 4 + classes, -1);
      float[] d = t.data();
      int points = t.dim(1);
      int base = t.offset(image);
      for (int p = 0; p < points; p++) {
        for (int c = 0; c < classes; c++) {
          double score = d[base + (4 + c) * points + p];
          if (score >= floor) {
            double cx = d[base + p];
            double cy = d[base + points + p];
            double w = d[base + 2 * points + p];
            double h = d[base + 3 * points + p];
            sink.add(p, c, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
          }
        }
      }
    };
  }
}
