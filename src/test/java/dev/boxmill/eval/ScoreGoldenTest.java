package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calibration, LRP and the checks' counts against tools/make_score_golden.py. */
class ScoreGoldenTest {
  /** Sums go in another order than numpy's. */
  private static final double ROUNDING = 1e-12;

  private static MetricResult result(String protocol, String data) {
    boolean edge = data.equals("edge");
    Metric.Evaluation evaluation =
        Metrics.find(protocol)
            .start(
                Golden.truth(edge ? Golden.EDGE_TRUTH : Golden.TRUTH),
                EvaluationOptions.standard());
    evaluation.add(Golden.detections(edge ? Golden.EDGE_DETECTIONS : Golden.DETECTIONS));
    return evaluation.result();
  }

  private static Path golden(String protocol, String file) {
    return Golden.FOLDER.resolveSibling(protocol).resolve(file);
  }

  @ParameterizedTest
  @CsvSource({"calibration,edge", "calibration,workload300", "lrp,edge", "lrp,workload300"})
  void equalsNumpyOnPycocotoolsMatches(String protocol, String data) throws IOException {
    MetricResult result = result(protocol, data);
    JsonNode expected = new ObjectMapper().readTree(golden(protocol, data + ".json").toFile());
    result.statistics().forEach((k, v) -> assertEquals(expected.get(k).asDouble(), v, ROUNDING, k));
    JsonNode thresholds = expected.path("thresholds");
    int compared = 0;
    for (List<Object> row : result.tables().get(0).rows()) {
      String id = row.get(0).toString();
      if (thresholds.has(id)) {
        assertEquals(thresholds.get(id).asDouble(), (double) row.get(6), 0, "class " + id);
        compared++;
      }
    }
    assertEquals(thresholds.size(), compared);
  }

  @ParameterizedTest
  @CsvSource({"edge", "workload300"})
  void checksSayWhatTheySaid(String data) throws IOException {
    assertEquals(
        Files.readAllLines(golden("checks", data + ".txt")), result("checks", data).summary());
  }
}
