package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLO (Redmon et al. 2016): an S x S grid, each cell with B boxes (x, y in the cell, w and h of
 * the input, confidence) and one set of class probabilities; the score is their product. Candidates
 * by row, column, box. Output [S, S, 5 * B + classes]; keys "S" and "B".
 */
@AutoService(HeadDecoder.class)
public final class YoloV1 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov1";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    int n = descriptor.keys().integer("S", 1);
    int b = descriptor.keys().integer("B", 1);
    int classes = descriptor.classes().size();
    int width = descriptor.preprocessing().width();
    int height = descriptor.preprocessing().height();
    int depth = 5 * b + classes;
    return (outputs, image, floor, sink) -> {
      Tensor t = Outputs.at(outputs, 0, descriptor, n, n, depth);
      float[] d = t.data();
      for (int cell = 0; cell < n * n; cell++) {
        int at = t.offset(image) + cell * depth;
        for (int k = 0; k < b; k++) {
          int box = at + 5 * k;
          for (int c = 0; c < classes; c++) {
            double score = (double) d[box + 4] * d[at + 5 * b + c];
            if (score < floor) {
              continue;
            }
            int row = cell / n;
            double cx = ((double) d[box] + cell % n) / n * width;
            double cy = ((double) d[box + 1] + row) / n * height;
            double w = (double) d[box + 2] * width;
            double h = (double) d[box + 3] * height;
            sink.add(cell * b + k, c, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
          }
        }
      }
    };
  }
}
