package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Against counts that pycocotools 2.0.11 makes (golden/images/make.py). */
class ImagesMetricTest {

  @Test
  void countsOfEveryImageEqualTheReference() throws IOException {
    Annotations truth = Golden.truth(Golden.EDGE_TRUTH);
    Metric.Evaluation evaluation = new ImagesMetric().start(truth, EvaluationOptions.standard());
    evaluation.add(Golden.detections(Golden.EDGE_DETECTIONS));
    ImagesResult result = (ImagesResult) evaluation.result();
    List<String> expected =
        Files.readAllLines(Golden.FOLDER.resolveSibling("images").resolve("expected.csv"));
    assertEquals(truth.images().size(), expected.size() - 1);
    for (int i = 0; i < truth.images().size(); i++) {
      String actual =
          truth.images().id(i)
              + ","
              + result.hits(i)
              + ","
              + result.falsePositives(i)
              + ","
              + result.misses(i);
      assertEquals(expected.get(i + 1), actual);
    }
    List<Integer> errors =
        result.tables().get(0).rows().stream()
            .map(row -> (int) row.get(4) + (int) row.get(5))
            .collect(Collectors.toList());
    assertEquals(errors.stream().sorted((a, b) -> b - a).toList(), errors, "worst first");
    assertTrue(errors.get(0) > 1);
  }
}
