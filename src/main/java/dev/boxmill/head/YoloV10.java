package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLOv10 (Wang et al. 2024): rows of left, top, right, bottom in input pixels, score, class index;
 * already the best few, without NMS.
 */
@AutoService(HeadDecoder.class)
public final class YoloV10 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov10";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor t = Outputs.at(outputs, 0, descriptor, -1, 6);
      float[] d = t.data();
      for (int row = 0; row < t.dim(0); row++) {
        int at = t.offset(image) + 6 * row;
        int c = (int) d[at + 5];
        if (d[at + 4] >= floor && c >= 0 && c < classes) {
          sink.add(row, c, d[at + 4], d[at], d[at + 1], d[at + 2], d[at + 3]);
        }
      }
    };
  }
}
