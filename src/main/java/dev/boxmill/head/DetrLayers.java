package dev.boxmill.head;

import com.google.auto.service.AutoService;
import java.util.List;

/**
 * DETR with the outputs of all decoder layers, as its auxiliary losses see them (Carion et al.
 * 2020, section 3.2): logits [layers, N, queries, classes (+ 1)] and boxes [layers, N, queries, 4].
 * Each layer gives detections of its own, so that one can see what a layer adds; layers count from
 * 1.
 */
@AutoService(HeadDecoder.class)
public final class DetrLayers implements HeadDecoder {
  @Override
  public String id() {
    return "detr_layers";
  }

  @Override
  public boolean hasQueries() {
    return true;
  }

  @Override
  public boolean givesParts() {
    return true;
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    boolean batchFirst =
        descriptor.keys().has("layer_axis")
            && descriptor.keys().number("layer_axis", "0 or 1", v -> v == 0 || v == 1) == 1;
    return new Layers(descriptor, new QueryBoxes(descriptor), batchFirst ? 1 : 0);
  }

  /** The axis of the layers is 0, or 1 behind the batch. */
  private record Layers(Descriptor descriptor, QueryBoxes queries, int axis) implements Head {
    @Override
    public int parts(List<Tensor> outputs) {
      return Outputs.at(outputs, 0, descriptor, -1, -1, queries.width()).shape()[axis];
    }

    @Override
    public String partName(int part) {
      return "layer-" + (part + 1);
    }

    /** The last layer, which is what the model would answer without the others. */
    @Override
    public void decode(List<Tensor> outputs, int image, double floor, Candidates sink) {
      decodePart(outputs, image, parts(outputs) - 1, floor, sink);
    }

    @Override
    public void decodePart(
        List<Tensor> outputs, int image, int part, double floor, Candidates sink) {
      Tensor logits = Outputs.at(outputs, 0, descriptor, -1, -1, queries.width());
      int count = logits.dim(1);
      Tensor boxes = Outputs.at(outputs, 1, descriptor, logits.dim(0), count, 4);
      int block = axis == 0 ? part * logits.dim(0) + image : image * logits.dim(0) + part;
      queries.decode(
          logits, block * count * queries.width(), boxes, block * count * 4, count, floor, sink);
    }
  }
}
