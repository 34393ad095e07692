package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * YOLOv4 (Bochkovskiy et al. 2020): YOLOv3's grids with a sensitivity a level, so that a centre can
 * reach its cell's edge.
 */
@AutoService(HeadDecoder.class)
public final class YoloV4 implements HeadDecoder {
  @Override
  public String id() {
    return "yolov4";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    return new YoloAnchorGrid(descriptor);
  }
}
