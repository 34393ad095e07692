package dev.boxmill.head;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.geometry.ResizeMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slots of queries, and decoder layers. */
final class QueryHeadsTest {
  private static final float NO = -20;

  private static Descriptor descriptor(String family, String more) {
    return Descriptor.parse(
        """
        {"family": "%s", "input": [3, 32, 32], "classes": ["a"], %s
         "preprocessing": {"resize": "stretch", "colour": "RGB", "scale": 1,
                           "mean": [0, 0, 0], "std": [1, 1, 1]}}
        """
            .formatted(family, more),
        family);
  }

  private static List<Detection> finish(Descriptor d, Candidates candidates) {
    return new PostProcessor(d, NmsSettings.NONE, .01, 10)
        .finish(candidates, Letterbox.of(32, 32, 32, 32, ResizeMode.STRETCH));
  }

  @Test
  void detectionsSayWhichQueryFoundThem() {
    Descriptor d = descriptor("rtdetr", "\"activation\": \"sigmoid\",");
    Tensor logits = new Tensor("l", new int[] {1, 3, 1}, new float[] {1, NO, 2});
    Tensor boxes =
        new Tensor(
            "b",
            new int[] {1, 3, 4},
            new float[] {.5f, .5f, .5f, .5f, 0, 0, 0, 0, .25f, .25f, .5f, .5f});
    Candidates found = new Candidates();
    Heads.prepare(d).decode(List.of(logits, boxes), 0, .01, found);
    // Best first: the third query (slot 2) scores more than the first; the second finds nothing.
    assertEquals(List.of(2, 0), finish(d, found).stream().map(Detection::query).toList());
  }

  @Test
  void anchorsAreNoQueries() {
    Candidates found = new Candidates();
    found.add(5, 0, .9, 1, 1, 9, 9);
    assertEquals(Detection.NO_QUERY, finish(descriptor("yolov8", ""), found).get(0).query());
  }

  @Test
  void eachLayerIsDecodedOfItsOwnBlock() {
    // Two layers, two images, one query. The width of the only box is its block's number + 1, in
    // eighths of the input: 32/8 = 4 pixels each.
    float[] logits = {0, 0, 0, 0};
    float[] boxes = new float[16];
    for (int block = 0; block < 4; block++) {
      boxes[4 * block] = .5f;
      boxes[4 * block + 1] = .5f;
      boxes[4 * block + 2] = (block + 1) / 8f;
      boxes[4 * block + 3] = .5f;
    }
    Tensor l = new Tensor("l", new int[] {2, 2, 1, 1}, logits);
    Tensor b = new Tensor("b", new int[] {2, 2, 1, 4}, boxes);
    HeadDecoder.Head layersFirst =
        Heads.prepare(descriptor("detr_layers", "\"activation\": \"sigmoid\","));
    assertEquals(2, layersFirst.parts(List.of(l, b)));
    assertEquals("layer-2", layersFirst.partName(1));
    // [layer, image]: layer 1 of image 0 is block 2, of width 3 * 4.
    assertEquals(12, width(layersFirst, List.of(l, b), 0, 1));
    assertEquals(8, width(layersFirst, List.of(l, b), 1, 0));
    // Without a part, the last layer.
    Candidates last = new Candidates();
    layersFirst.decode(List.of(l, b), 1, .01, last);
    assertEquals(16, last.edge(0, 2) - last.edge(0, 0));
    // [image, layer]: layer 1 of image 0 is block 1.
    HeadDecoder.Head imagesFirst =
        Heads.prepare(descriptor("detr_layers", "\"activation\": \"sigmoid\", \"layer_axis\": 1,"));
    assertEquals(8, width(imagesFirst, List.of(l, b), 0, 1));
  }

  private static double width(HeadDecoder.Head head, List<Tensor> outputs, int image, int part) {
    Candidates found = new Candidates();
    head.decodePart(outputs, image, part, .01, found);
    assertEquals(1, found.size());
    return found.edge(0, 2) - found.edge(0, 0);
  }
}
