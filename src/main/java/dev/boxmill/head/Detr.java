package dev.boxmill.head;

import com.google.auto.service.AutoService;

/** DETR (Carion et al. 2020): softmax with no-object last, the best class of a query, no NMS. */
@AutoService(HeadDecoder.class)
public final class Detr implements HeadDecoder {
  @Override
  public String id() {
    return "detr";
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
