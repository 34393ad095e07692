package dev.boxmill.head;

import com.google.auto.service.AutoService;

/** Deformable DETR (Zhu et al. 2021): sigmoid scores, the best of query times class, no NMS. */
@AutoService(HeadDecoder.class)
public final class DeformableDetr implements HeadDecoder {
  @Override
  public String id() {
    return "deformable_detr";
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
