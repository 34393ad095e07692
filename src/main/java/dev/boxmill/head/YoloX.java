package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLOX (Ge et al. 2021): rows by stride, row, column of x, y, w, h, objectness, class
 * probabilities; a centre is {@code (offset + cell) * stride}, a size {@code exp(v) * stride}, a
 * score objectness times class probability.
 */
@AutoService(HeadDecoder.class)
public final class YoloX implements HeadDecoder {
  @Override
  public String id() {
    return "yolox";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    double[] strides =
        descriptor.keys().numbers("strides", 0, v -> v >= 1, "a list of positive integers");
    int classes = descriptor.classes().size();
    int width = descriptor.preprocessing().width();
    int height = descriptor.preprocessing().height();
    int total = 0;
    for (double stride : strides) {
      total += (int) Math.ceil(width / stride) * (int) Math.ceil(height / stride);
    }
    int points = total;
    return (outputs, image, floor, sink) -> {
      Tensor t = Outputs.at(outputs, 0, descriptor, points, 5 + classes);
      float[] d = t.data();
      int at = t.offset(image);
      int row = 0;
      for (double stride : strides) {
        int columns = (int) Math.ceil(width / stride);
        int cells = columns * (int) Math.ceil(height / stride);
        for (int cell = 0; cell < cells; cell++, row++, at += 5 + classes) {
          if (d[at + 4] < floor) {
            continue;
          }
          for (int c = 0; c < classes; c++) {
            double score = (double) d[at + 4] * d[at + 5 + c];
            if (score >= floor) {
              int gridRow = cell / columns;
              double cx = ((double) d[at] + cell % columns) * stride;
              double cy = ((double) d[at + 1] + gridRow) * stride;
              double w = Math.exp(d[at + 2]) * stride;
              double h = Math.exp(d[at + 3]) * stride;
              sink.add(row, c, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
            }
          }
        }
      }
    };
  }
}
