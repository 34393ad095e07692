package dev.boxmill.head;

import com.google.auto.service.AutoService;
import dev.boxmill.geometry.BoxExtra;
import java.util.Set;

/** PP-PicoDet (Yu et al. 2021): as NanoDet, strides 8 to 64, points at the cells' centres. */
@AutoService(HeadDecoder.class)
public final class PicoDet implements HeadDecoder {
  @Override
  public String id() {
    return "picodet";
  }

  @Override
  public Set<BoxExtra> gives() {
    return Set.of(BoxExtra.VARIANCE);
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    return DistributionBoxes.of(descriptor, true);
  }
}
