package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what pycocotools 2.0.11 computed from the same files. */
class CocoGoldenTest {
  /** Means are summed in numpy's order, so nothing but printing could differ. */
  private static final double EXACT = 0;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "useCats0",
        "maxDets_1_10_300",
        "iou_0.3_0.9",
        "imgIds_first40",
        "areaRng4"
      })
  void edgeCasesEqualTheReferenceToTheLastBit(String set) throws Exception {
    JsonNode expected = json("edge/edge_expected.json").get(set);
    Annotations truth = Golden.truth(Golden.EDGE_TRUTH);
    CocoParameters parameters = parameters(set, truth).withMode(Metric.Mode.STRICT);
    CocoEvaluation evaluation = new CocoMetric().start(truth, parameters);
    evaluation.add(Golden.detections(Golden.EDGE_DETECTIONS));
    CocoResult result = evaluation.result();

    assertArrayEquals(
        doubles(expected.get("stats")), statistics(result), EXACT, "the twelve numbers");
    assertEquals(expected.get("precision_f64le_C_sha256").asText(), sha256(result.precision()));
    assertEquals(expected.get("recall_sha256").asText(), sha256(result.recall()));
    assertEquals(expected.get("scores_sha256").asText(), sha256(result.scores()));
    JsonNode perClass = expected.path("ap_per_category_all_max100");
    for (ClassScore score : perClass.isMissingNode() ? List.<ClassScore>of() : result.perClass()) {
      String id = Integer.toString(score.categoryId());
      assertEquals(perClass.get(id).asDouble(), score.ap(), EXACT, "class " + id);
    }
  }

  private static CocoParameters parameters(String set, Annotations truth) {
    CocoParameters standard = CocoParameters.standard();
    return switch (set) {
      case "default" -> standard;
      case "useCats0" -> standard.withCategoriesPooled();
      case "maxDets_1_10_300" -> standard.withMaxDetections(1, 10, 300);
      case "iou_0.3_0.9" -> standard.withIouThresholds(0.3, 0.5, 0.75, 0.9);
      case "imgIds_first40" ->
          standard.withImages(
              LongStream.range(0, 40).map(i -> truth.images().id((int) i)).toArray());
      case "areaRng4" ->
          standard.withAreas(
              List.of(
                  new AreaRange("all", 0, 1e10),
                  new AreaRange("small", 0, 256),
                  new AreaRange("medium", 256, 4096),
                  new AreaRange("large", 4096, 1e10)));
      default -> throw new AssertionError(set);
    };
  }

  @Test
  void threeHundredImagesEqualTheReference() throws IOException {
    JsonNode expected = json("workload300/expected.json");
    Annotations truth = Golden.truth(Golden.TRUTH);
    CocoResult result = CocoMetric.evaluate(truth, Golden.detections(Golden.DETECTIONS));
    assertArrayEquals(doubles(expected.get("coco_stats")), statistics(result), EXACT);
    JsonNode perClass = expected.get("ap_per_category");
    assertEquals(perClass.size(), result.perClass().size());
    for (ClassScore score : result.perClass()) {
      String id = Integer.toString(score.categoryId());
      assertEquals(perClass.get(id).asDouble(), score.ap(), EXACT, "class " + id);
    }
  }

  private static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(Golden.FOLDER.resolve(name).toFile());
  }

  private static double[] statistics(CocoResult result) {
    return result.statistics().values().stream().mapToDouble(v -> v).toArray();
  }

  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static String sha256(double[] values) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
