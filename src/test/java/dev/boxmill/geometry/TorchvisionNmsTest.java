package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code hard} keeps what torchvision's nms and batched_nms keep (tools/make_nms_golden.py). */
final class TorchvisionNmsTest {
  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }

  private static int[] kept(ScoredBoxes boxes, double iou, boolean agnostic) {
    NmsSettings settings = NmsSettings.of("hard", iou, null, agnostic);
    Survivors survivors = new Suppressor(settings, 0, boxes.size()).run(boxes);
    return IntStream.range(0, survivors.size()).map(survivors::index).toArray();
  }

  @Test
  void keepsTheSameBoxesInTheSameOrder() throws IOException {
    JsonNode golden =
        new ObjectMapper().readTree(new File("src/test/resources/golden/nms/torchvision.json"));
    assertEquals(3, golden.get("scenes").size());
    for (JsonNode scene : golden.get("scenes")) {
      double[] scores = doubles(scene.get("scores"));
      double[] edges = new double[4 * scores.length];
      for (int i = 0; i < scores.length; i++) {
        System.arraycopy(doubles(scene.get("boxes").get(i)), 0, edges, 4 * i, 4);
      }
      int[] classes = ints(scene.get("classes"));
      ScoredBoxes boxes = new ScoredBoxes(scores.length, edges, scores, classes, null, null);
      for (JsonNode expected : scene.get("kept")) {
        double iou = expected.get("iou").doubleValue();
        assertArrayEquals(ints(expected.get("nms")), kept(boxes, iou, true));
        assertArrayEquals(ints(expected.get("batched")), kept(boxes, iou, false));
      }
    }
  }
}
