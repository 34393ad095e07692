package dev.boxmill.head;

import com.google.auto.service.AutoService;

/**
 * The second stage of Faster R-CNN (Ren et al. 2015): {@link Rcnn} under the name of its most usual
 * form, background first and deltas a class.
 */
@AutoService(HeadDecoder.class)
public final class FasterRcnn implements HeadDecoder {
  @Override
  public String id() {
    return "faster_rcnn";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    return new Rcnn().prepare(descriptor);
  }
}
