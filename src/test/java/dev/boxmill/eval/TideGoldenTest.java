package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Numbers that tidecv gave, and a few of a second program. */
class TideGoldenTest {
  /** APs are means of at most 101 x 80 quotients on 0..100; sums differ in their order only. */
  private static final double ROUNDING = 1e-11;

  private static final Path FIXTURES = Path.of("../shared/fixtures");

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  private static MetricResult evaluate(
      Annotations truth, DetectionTable detections, Metric.Mode mode, double iou) {
    EvaluationOptions options = EvaluationOptions.standard().withMode(mode).withIous(List.of(iou));
    Metric.Evaluation evaluation = new TideMetric().start(truth, options);
    evaluation.add(detections);
    return evaluation.result();
  }

  private static void assertEqual(JsonNode expected, MetricResult actual) {
    String metric = actual.metric();
    assertEquals(expected.get("ap").asDouble(), actual.statistics().get("AP"), ROUNDING, metric);
    for (List<Object> row : actual.tables().get(0).rows()) {
      String type = (String) row.get(0);
      if (expected.get("counts").has(type)) {
        assertEquals(expected.get("counts").get(type).asLong(), row.get(1), type);
      }
      JsonNode costs = expected.get(expected.get("dAP").has(type) ? "dAP" : "special");
      assertEquals(costs.get(type).asDouble(), (double) row.get(2), ROUNDING, type);
      assertEquals(row.get(2), actual.statistics().get("dAP" + type), type);
    }
  }

  @Test
  void workloadWithCrowdsAndTiesInBothModesBecauseEveryClassHasObjects() throws IOException {
    Annotations truth = Golden.truth(Golden.TRUTH);
    DetectionTable detections = Golden.detections(Golden.DETECTIONS);
    JsonNode expected = json(Golden.FOLDER.resolve("workload300/expected.json"));
    for (double iou : new double[] {.5, .75}) {
      for (Metric.Mode mode : Metric.Mode.values()) {
        assertEqual(expected.get("tide@" + iou), evaluate(truth, detections, mode, iou));
      }
    }
  }

  @Test
  void hundredCocoImagesStrictly() throws IOException {
    Path folder = FIXTURES.resolve("coco100/cocoapi");
    if (!Files.isDirectory(folder)) {
      String why = "SKIPPED: TideGoldenTest needs " + folder;
      System.err.println(why);
      Assumptions.abort(why);
    }
    Annotations truth = Golden.truth(folder.resolve("instances_val2014_100.json"));
    DetectionTable detections =
        Golden.detections(folder.resolve("instances_val2014_fakebbox100_results.json"));
    JsonNode expected = json(Path.of("src/test/resources/golden/tide/coco100.json"));
    for (double iou : new double[] {.5, .75}) {
      assertEqual(
          expected.get("bbox@" + iou), evaluate(truth, detections, Metric.Mode.STRICT, iou));
    }
    JsonNode range = expected.get("bbox_range_ap");
    for (int t = 0; t < range.size(); t++) {
      double iou = (50 + 5 * t) / 100.0;
      MetricResult result = evaluate(truth, detections, Metric.Mode.STRICT, iou);
      assertEquals(range.get(t).asDouble(), result.statistics().get("AP"), ROUNDING, "at " + iou);
    }
  }

  /**
   * Crowds, many ties, classes without objects. These numbers are not tidecv's: they come from a
   * second, independent program after the same rules, which equals tidecv on the other data here.
   */
  @Test
  void edgeCasesAsASecondProgramHasThem() {
    assertStatistics(
        Metric.Mode.STRICT,
        .5,
        22.903568646404235,
        3.0304814044517663,
        0.21342832136464196,
        0.0,
        0.21085458794612322,
        15.654189479965556,
        8.19409846623746,
        29.925285667598597,
        11.718391753855396);
    assertStatistics(
        Metric.Mode.CORRECTED,
        .5,
        27.681772910001982,
        2.531237477584309,
        0.0,
        0.0,
        0.0,
        17.302278237429455,
        8.598838721413323,
        33.951890456334645,
        12.710514223634256);
    assertStatistics(
        Metric.Mode.CORRECTED,
        .75,
        9.03309725543628,
        1.6970412446550363,
        17.804931446785687,
        0.0,
        0.0,
        4.753372582935485,
        1.8434543376506944,
        25.702876341923456,
        11.683577293875134);
  }

  private static void assertStatistics(Metric.Mode mode, double iou, double... expected) {
    Annotations truth = Golden.truth(Golden.EDGE_TRUTH);
    MetricResult result = evaluate(truth, Golden.detections(Golden.EDGE_DETECTIONS), mode, iou);
    double[] actual = result.statistics().values().stream().mapToDouble(v -> v).toArray();
    assertArrayEquals(expected, actual, ROUNDING, mode + " at " + iou);
  }
}
