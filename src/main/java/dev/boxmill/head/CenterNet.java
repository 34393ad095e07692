package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * CenterNet (Zhou et al. 2019): a heat map [classes, rows, columns] of probabilities, sizes [2,
 * ...] and offsets [2, ...], both in cells; peaks are the maxima of their 3 x 3 neighbourhood,
 * which takes the place of NMS.
 */
@AutoService(HeadDecoder.class)
public final class CenterNet implements HeadDecoder {
  @Override
  public String id() {
    return "centernet";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    double stride = descriptor.keys().number("stride", "a positive number", v -> v > 0);
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor heat = Outputs.at(outputs, 0, descriptor, classes, -1, -1);
      int rows = heat.dim(1);
      int columns = heat.dim(2);
      int plane = rows * columns;
      Tensor sizes = Outputs.at(outputs, 1, descriptor, 2, rows, columns);
      Tensor offsets = Outputs.at(outputs, 2, descriptor, 2, rows, columns);
      for (int p = 0; p < plane; p++) {
        for (int c = 0; c < classes; c++) {
          int at = heat.offset(image) + c * plane;
          float score = heat.data()[at + p];
          if (score >= floor && isPeak(heat.data(), at, p, rows, columns)) {
            float[] o = offsets.data();
            float[] s = sizes.data();
            int row = p / columns;
            double cx = (p % columns + (double) o[offsets.offset(image) + p]) * stride;
            double cy = (row + (double) o[offsets.offset(image) + plane + p]) * stride;
            double w = s[sizes.offset(image) + p] * stride;
            double h = s[sizes.offset(image) + plane + p] * stride;
            sink.add(p, c, score, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
          }
        }
      }
    };
  }

  private static boolean isPeak(float[] heat, int at, int p, int rows, int columns) {
    int y = p / columns;
    int x = p % columns;
    for (int ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
      for (int nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
        if (heat[at + ny * columns + nx] > heat[at + p]) {
          return false;
        }
      }
    }
    return true;
  }
}
