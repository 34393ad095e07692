package dev.boxmill.head;

import com.google.auto.service.AutoService;

/** DETR with a mask head (Carion et al. 2020, section 4.4): boxes as DETR's; masks are not read. */
@AutoService(HeadDecoder.class)
public final class PanopticDetr implements HeadDecoder {
  @Override
  public String id() {
    return "panoptic_detr";
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
