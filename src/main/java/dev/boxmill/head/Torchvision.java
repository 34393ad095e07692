package dev.boxmill.head;

import com.google.auto.service.AutoService;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Models that already return boxes, labels and scores, as torchvision's detectors do: edges in
 * input pixels [n, 4], labels [n] and scores [n] image after image, n differing from image to
 * image; or the same padded into batches [N, n, 4], [N, n], [N, n].
 *
 * <p>Dicts and lists of dicts come with names, and the names "boxes", "labels" and "scores" are
 * looked up whatever the order and the other entries (masks). Tuples have none: the key "order"
 * says what stands where (default boxes, labels, scores). "first_label" is the label of the first
 * class (default 1: torchvision's 0 is the background); labels outside the classes are dropped.
 */
@AutoService(HeadDecoder.class)
public final class Torchvision implements HeadDecoder {
  private static final List<String> NAMES = List.of("boxes", "labels", "scores");

  @Override
  public String id() {
    return "torchvision";
  }

  @Override
  public Head prepare(Descriptor descriptor) {
    JsonKeys keys = descriptor.keys();
    List<String> order = keys.has("order") ? keys.texts("order") : NAMES;
    if (!order.containsAll(NAMES)) {
      throw keys.wrong("order", "a list of texts with \"boxes\", \"labels\" and \"scores\"");
    }
    int firstLabel = keys.has("first_label") ? keys.integer("first_label", 0) : 1;
    int classes = descriptor.classes().size();
    return (outputs, image, floor, sink) -> {
      Tensor boxes = part(outputs, "boxes", image, order, descriptor);
      Tensor labels = part(outputs, "labels", image, order, descriptor);
      Tensor scores = part(outputs, "scores", image, order, descriptor);
      boolean batched = boxes.shape().length == 3;
      int count = boxes.shape()[batched ? 1 : 0];
      check(boxes, labels, scores, descriptor);
      int from = batched ? image * count : 0;
      float[] b = boxes.data();
      for (int i = from; i < from + count; i++) {
        int label = Math.round(labels.data()[i]) - firstLabel;
        if (scores.data()[i] >= floor && label >= 0 && label < classes) {
          sink.add(
              i - from,
              label,
              scores.data()[i],
              b[4 * i],
              b[4 * i + 1],
              b[4 * i + 2],
              b[4 * i + 3]);
        }
      }
    };
  }

  /** An image's part: the only one of its name in a batch, else the one of its place. */
  private static Tensor part(
      List<Tensor> outputs, String name, int image, List<String> order, Descriptor descriptor) {
    List<Tensor> named = outputs.stream().filter(t -> t.name().equals(name)).toList();
    if (named.isEmpty()) {
      int place = order.indexOf(name);
      int images = outputs.size() / order.size();
      named =
          IntStream.range(0, images).mapToObj(i -> outputs.get(i * order.size() + place)).toList();
    }
    boolean padded =
        named.size() == 1 && named.get(0).shape().length == (name.equals("boxes") ? 3 : 2);
    int at = padded ? 0 : image;
    if (at >= named.size()) {
      throw new UserException(
          descriptor.source()
              + ": the model gives \""
              + name
              + "\" for "
              + named.size()
              + " images and not for image "
              + (image + 1)
              + " of the batch; export it so that it takes batches, or give --batch-size 1");
    }
    return named.get(at);
  }

  private static void check(Tensor boxes, Tensor labels, Tensor scores, Descriptor descriptor) {
    int size = boxes.data().length / 4;
    int[] shape = boxes.shape();
    if (shape[shape.length - 1] != 4
        || labels.data().length != size
        || scores.data().length != size) {
      throw new UserException(
          descriptor.source()
              + ": torchvision expects boxes [n, 4], labels [n] and scores [n], and output \""
              + boxes.name()
              + "\" has shape "
              + Arrays.toString(shape)
              + "; say what stands where with \"order\"");
    }
  }
}
