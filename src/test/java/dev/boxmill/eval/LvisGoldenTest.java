package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.SharedData;
import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 100 images of LVIS's validation set and what lvis-api says of made-up detections. */
class LvisGoldenTest {

  @Test
  void statisticsEqualTheReference() throws IOException {
    JsonNode golden =
        new ObjectMapper()
            .readTree(SharedData.require("fixtures/lvis100/generated/lvis_golden.json").toFile());
    Annotations truth = Golden.truth(SharedData.require("fixtures/lvis100/lvis_val_100.json"));
    assertNotNull(truth.labels());
    Metric.Evaluation evaluation = new LvisMetric().start(truth, EvaluationOptions.standard());
    evaluation.add(
        Golden.detections(SharedData.require("fixtures/lvis100/generated/lvis_synth_dets.json")));
    Map<String, Double> actual = evaluation.result().statistics();
    assertEquals(golden.size(), actual.size());
    golden
        .fields()
        .forEachRemaining(
            e -> {
              String name = e.getKey().equals("AR@300") ? "AR300" : e.getKey().replace("@300", "");
              assertEquals(e.getValue().asDouble(), actual.get(name), 1e-12, name);
            });
  }
}
