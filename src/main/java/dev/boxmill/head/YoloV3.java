package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLOv3 (Redmon and Farhadi 2018): three anchors a cell on three scales, sigmoid classes; finest
 * level first, candidates by level, anchor, row, column.
 */
@AutoService(HeadDecoder.class)
public final class YoloV3 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov3";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    return new YoloAnchorGrid(descriptor);
  }
}
