package dev.boxmill.head;

import com.google.auto.service.AutoService;
import dev.boxmill.geometry.BoxExtra;
import java.util.Set;

/** NanoDet (RangiLyu 2020): class probabilities and box distributions, strides 8, 16, 32. */
@AutoService(HeadDecoder.class)
public final class NanoDet implements HeadDecoder {
  @Override
  public String id() {
    return "nanodet";
  }

  @Override
  public Set<BoxExtra> gives() {
    return Set.of(BoxExtra.VARIANCE);
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    return DistributionBoxes.of(descriptor, false);
  }
}
