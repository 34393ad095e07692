package dev.boxmill.head;

import com.google.auto.service.AutoService;

/** RT-DETR (Zhao et al. 2024): sigmoid scores, the best of query times class, no NMS. */
@AutoService(HeadDecoder.class)
public final class RtDetr implements HeadDecoder {
  @Override
  public String id() {
    return "rtdetr";
  }

  @Override
  public boolean hasQueries() {
    return true;
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    return new QueryBoxes(descriptor);
  }
}
