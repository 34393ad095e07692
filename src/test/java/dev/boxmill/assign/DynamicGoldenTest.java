package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SimOTA and task-aligned assignment against the papers' rules written a pair at a time in Python,
 * hard-negative mining against torchvision's SSD: files of tools/make_dynamic_goldens.py.
 */
final class DynamicGoldenTest {
  /** Doubles in another order of additions. */
  private static final double TOLERANCE = 1e-9;

  private interface Scheme {
    Assignment assign(Predictions predicted, double[] boxes, int[] categories);
  }

  @ParameterizedTest
  @ValueSource(strings = {"simota", "tood", "yolov8"})
  void takesThePointsOfThePapersRules(String name) throws IOException {
    JsonNode golden = read("dynamic");
    int side = golden.get("side").intValue();
    AnchorGrid grid = AnchorGrid.points(side, side, 8, 16, 32);
    Scheme scheme =
        switch (name) {
          case "simota" -> new SimOta(grid)::assign;
          case "tood" -> TaskAligned.tood(grid)::assign;
          default -> TaskAligned.yoloV8(grid)::assign;
        };
    for (JsonNode c : golden.get("cases")) {
      double[] scores = flat(c.get("scores"));
      float[] floats = new float[scores.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) scores[i];
      }
      int[] categories = Arrays.stream(flat(c.get("categories"))).mapToInt(v -> (int) v).toArray();
      Assignment found =
          scheme.assign(
              new Predictions(flat(c.get("predicted")), floats), flat(c.get("boxes")), categories);
      Map<Integer, Integer> expected = new TreeMap<>();
      for (JsonNode match : c.get(name)) {
        int point = match.get(0).intValue();
        expected.put(point, match.get(1).intValue());
        assertEquals(match.get(2).doubleValue(), found.quality(point), TOLERANCE, "point " + point);
      }
      assertTrue(expected.size() > categories.length);
      assertEquals(expected, new TreeMap<>(YoloTargetsTest.matches(found)));
    }
  }

  /** The loss that is left is the same only where the same anchors are. */
  @Test
  void minedAnchorsCostWhatTorchvisionsSsdDoes() throws IOException {
    for (JsonNode c : read("mining").get("cases")) {
      int anchors = c.get("logits").size();
      Assignment assigned = new Assignment(anchors);
      double[] costs = new double[anchors];
      float[] losses = new float[anchors];
      for (int a = 0; a < anchors; a++) {
        int truth = c.get("matched").get(a).intValue();
        int label = truth < 0 ? 0 : c.get("labels").get(truth).intValue();
        costs[a] = VectorLoss.crossEntropy(flat(c.get("logits").get(a)), label, 1, null);
        losses[a] = (float) costs[a];
        if (truth >= 0) {
          assigned.match(a, truth, 1);
        }
      }
      Assignment mined = HardNegatives.mine(assigned, losses, 3);
      double sum = 0;
      int left = 0;
      for (int a = 0; a < anchors; a++) {
        if (mined.truth(a) != Assignment.IGNORED) {
          sum += costs[a];
          left++;
        }
      }
      assertEquals(c.get("loss").doubleValue(), sum, TOLERANCE * anchors);
      assertEquals(4 * assigned.positives(), left);
    }
  }

  /** A number, a row or rows of numbers in one array. */
  private static double[] flat(JsonNode node) {
    if (!node.isArray()) {
      return new double[] {node.doubleValue()};
    }
    double[][] parts = new double[node.size()][];
    Arrays.setAll(parts, i -> flat(node.get(i)));
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream in =
        DynamicGoldenTest.class.getResourceAsStream("/golden/assign/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
