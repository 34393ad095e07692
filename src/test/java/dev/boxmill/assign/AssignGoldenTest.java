package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against torchvision, torch and scipy: files of tools/make_assign_goldens.py. */
final class AssignGoldenTest {

  @Test
  void anchorsAreTorchvisions() throws IOException {
    JsonNode golden = read("anchors");
    // Whole pixels: exact. Default boxes are float there: within a float's step at 300.
    assertBoxes(golden.get("retinanet"), AnchorGrid.retinaNet(256, 256).boxes(), 0);
    assertBoxes(golden.get("proposals"), AnchorGrid.regionProposals(256, 256).boxes(), 0);
    assertBoxes(golden.get("ssd"), SsdBoxes.ssd300(), 5e-5);
  }

  private static void assertBoxes(JsonNode golden, double[] boxes, double tolerance) {
    assertEquals(golden.get("count").intValue(), boxes.length / 4);
    int step = golden.get("step").intValue();
    for (int i = 0; i < golden.get("boxes").size(); i++) {
      int at = 4 * i * step;
      assertArrayEquals(
          row(golden.get("boxes").get(i)), Arrays.copyOfRange(boxes, at, at + 4), tolerance);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"retinanet", "proposals", "head", "ssd"})
  void matchesAreTorchvisions(String name) throws IOException {
    JsonNode golden = read(name);
    int side = golden.get("side").intValue();
    Assigner assigner =
        switch (name) {
          case "retinanet" -> IouTargets.retinaNet(AnchorGrid.retinaNet(side, side).boxes());
          case "proposals" ->
              IouTargets.regionProposals(AnchorGrid.regionProposals(side, side).boxes());
          case "head" -> IouTargets.regionHead(AnchorGrid.regionProposals(side, side).boxes());
          default -> new SsdTargets(SsdBoxes.ssd300(), .5);
        };
    for (JsonNode c : golden.get("cases")) {
      assertMatches(c.get("matches"), assigner.assign(boxes(c.get("boxes"))));
    }
  }

  @Test
  void fcosIsTorchvisions() throws IOException {
    JsonNode golden = read("fcos");
    int side = golden.get("side").intValue();
    double[] limits = {0, 64, 128, 256, 512, Double.POSITIVE_INFINITY};
    for (JsonNode c : golden.get("cases")) {
      FcosTargets fcos =
          new FcosTargets(
              AnchorGrid.points(side, side, 8, 16, 32, 64, 128),
              limits,
              c.get("radius").doubleValue());
      assertMatches(c.get("matches"), fcos.assign(boxes(c.get("boxes"))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"detr", "focal"})
  void queriesAreTorchsAndScipys(String name) throws IOException {
    QueryMatcher matcher = name.equals("detr") ? QueryMatcher.detr() : QueryMatcher.focal();
    for (JsonNode c : read("queries").get("cases")) {
      double[] logits = boxes(c.get("logits"));
      float[] floats = new float[logits.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) logits[i];
      }
      double[] predicted = boxes(c.get("predicted"));
      double[] boxes = boxes(c.get("boxes"));
      int[] categories = Arrays.stream(row(c.get("categories"))).mapToInt(v -> (int) v).toArray();
      // Logits pass through float here.
      assertArrayEquals(
          boxes(c.get(name)), matcher.costs(floats, predicted, boxes, categories), 1e-6);
      assertMatches(c.get(name + "Matches"), matcher.match(floats, predicted, boxes, categories));
    }
  }

  private static void assertMatches(JsonNode golden, Assignment found) {
    TreeMap<Integer, Integer> expected = new TreeMap<>();
    golden.forEach(pair -> expected.put(pair.get(0).intValue(), pair.get(1).intValue()));
    TreeMap<Integer, Integer> actual = new TreeMap<>();
    for (int a = 0; a < found.size(); a++) {
      if (found.truth(a) != Assignment.UNMATCHED) {
        actual.put(a, found.truth(a));
      }
    }
    assertTrue(!expected.isEmpty());
    assertEquals(expected, actual);
  }

  private static double[] boxes(JsonNode rows) {
    double[] all = new double[rows.size() * rows.get(0).size()];
    for (int i = 0; i < rows.size(); i++) {
      double[] row = row(rows.get(i));
      System.arraycopy(row, 0, all, i * row.length, row.length);
    }
    return all;
  }

  private static double[] row(JsonNode node) {
    double[] row = new double[node.size()];
    Arrays.setAll(row, i -> node.get(i).doubleValue());
    return row;
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream in =
        AssignGoldenTest.class.getResourceAsStream("/golden/assign/" + name + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
