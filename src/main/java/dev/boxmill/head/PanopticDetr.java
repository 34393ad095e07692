package dev.boxmill.head;

import com.google.auto.service.AutoService;
import java.util.List;

/** DETR with a mask head (Carion et al. 2020, section 4.4): boxes as DETR's, and a mask a query. */
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
    return new BoxesAndMasks(descriptor, new QueryBoxes(descriptor));
  }

  private record BoxesAndMasks(Descriptor descriptor, QueryBoxes boxes) implements Head {
    @Override
    public void decode(List<Tensor> outputs, int image, double floor, Candidates sink) {
      boxes.decode(outputs, image, floor, sink);
    }

    @Override
    public RowMasks masks(List<Tensor> outputs, int image) {
      Tensor maps = Outputs.at(outputs, 2, descriptor, outputs.get(0).dim(0), -1, -1);
      Preprocessing input = descriptor.preprocessing();
      return new RowMasks(
          maps.data(), maps.offset(image), maps.dim(1), maps.dim(2), input.height(), input.width());
    }
  }
}
