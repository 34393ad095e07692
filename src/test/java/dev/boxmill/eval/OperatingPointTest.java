package dev.boxmill.eval;

import static dev.boxmill.eval.Scene.CAR;
import static dev.boxmill.eval.Scene.CAT;
import static dev.boxmill.eval.Scene.DOG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.data.Flag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatingPointTest {
  /** Sums are taken in another order than numpy takes them. */
  private static final double ROUNDING = 1e-12;

  private static final EvaluationOptions STRICT =
      EvaluationOptions.standard().withMode(Metric.Mode.STRICT);

  @Test
  void strictEqualsASecondImplementation() throws IOException {
    Metric.Evaluation evaluation =
        Metrics.find("operating-point").start(Golden.truth(Golden.TRUTH), STRICT);
    evaluation.add(Golden.detections(Golden.DETECTIONS));
    MetricResult result = evaluation.result();
    JsonNode golden =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/golden/ultralytics/workload300.json").toFile());
    JsonNode statistics = golden.get("statistics");
    assertEquals(statistics.size(), result.statistics().size());
    result
        .statistics()
        .forEach((name, v) -> assertEquals(statistics.get(name).asDouble(), v, ROUNDING, name));
    List<List<Object>> rows = new ArrayList<>(Scene.rows(result, "perClass"));
    rows.removeIf(row -> row.get(8).equals(0));
    assertEquals(golden.get("perClass").size(), rows.size());
    for (int k = 0; k < rows.size(); k++) {
      JsonNode expected = golden.get("perClass").get(k);
      List<Object> row = rows.get(k);
      assertEquals(expected.get(0).asInt(), row.get(0));
      for (int i = 1; i < expected.size(); i++) {
        assertEquals(expected.get(i).asDouble(), (double) row.get(i + 1), ROUNDING, "" + row);
      }
    }
  }

  @Test
  void curvesAreStraightBetweenScores() {
    MetricResult result =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 50, 60)
            .detection(1, CAT, .8, 0, 10) // hit: recall 1/2, precision 1
            .detection(1, CAT, .4, 20, 30) // recall 1/2, precision 1/2
            .detection(1, CAT, .2, 50, 60) // hit: recall 1, precision 2/3
            .evaluate("operating-point");
    List<List<Object>> curve = Scene.rows(result, "confidence");
    assertEquals(1000, curve.size());
    // Point 900 asks for more than any score: precision 1 and recall 0 by convention.
    assertPoint(curve.get(900), 900 / 999., 1, 0);
    // Point 666 is confidence 2/3, a third of the way from .8 to .4: precision 1 - 1/3 * 1/2.
    assertPoint(curve.get(666), 2 / 3., 5 / 6., 1 / 2.);
    // Point 333, a third of the way from .4 to .2: precision 1/2 + 1/3 * 1/6, recall 1/2 + 1/3 *
    // 1/2.
    assertPoint(curve.get(333), 1 / 3., 5 / 9., 2 / 3.);
    // Point 0, below every score: as at the last one.
    assertPoint(curve.get(0), 0, 2 / 3., 1);
    // F1 is 4/5 from confidence 0 to .2 and less beyond: point 0 is the first of the best ones.
    assertEquals(0, result.statistics().get("bestConfidence"), 0);
    assertEquals(.8, result.statistics().get("F1"), ROUNDING);
    // Envelope over recall: 1 up to 1/2 (the last point there: 2/3), then 2/3 up to 1, where it is
    // 0. Area: 49 steps of .01 at 1, one from 1 to 2/3, 49 at 2/3, one from 2/3 to 0.
    double area = .01 * (49 + 5 / 6. + 49 * 2 / 3. + 1 / 3.);
    assertEquals(area, result.statistics().get("mAP50"), ROUNDING);
    assertEquals(area, result.statistics().get("mAP50-95"), ROUNDING, "all IoUs are 1");
  }

  private static void assertPoint(List<Object> row, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], (double) row.get(i), ROUNDING, "column " + i + " of " + row);
    }
    double f1 = 2 * expected[1] * expected[2] / (expected[1] + expected[2]);
    assertEquals(f1, (double) row.get(3), ROUNDING, "F1 of " + row);
  }

  @Test
  void theBestScoreTakesAnObjectAndOthersGetNoSecondChoice() {
    MetricResult result =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 4, 16)
            .detection(1, CAT, .9, 0, 14) // 10/14 with the first, 10/16 with the second
            .detection(1, CAT, .8, 0, 8) // 8/10 with the first, which is taken up to .7
            .evaluate("operating-point");
    // Thresholds .5 to .7: a hit, then a false positive: precision 1 up to recall 1/2, and from
    // (1/2, 1/2) straight down to (1, 0). At .75 and .8 the second one is the hit: the first
    // claims nothing there; precision 1/2 up to recall 1/2, then down. From .85 on: nothing.
    double lower = .01 * (49 + 3 / 4.) + .5 * .5 * .5;
    double upper = .5 * .5 + .5 * .5 * .5;
    assertEquals(lower, result.statistics().get("mAP50"), ROUNDING);
    assertEquals((5 * lower + 2 * upper) / 10, result.statistics().get("mAP50-95"), ROUNDING);
  }

  @Test
  void crowdsExcuseUnlessStrict() {
    Scene scene =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 100, 200, Flag.CROWD)
            .detection(1, CAT, .9, 100, 110) // inside the crowd
            .detection(1, CAT, .8, 0, 10);
    Map<String, Double> corrected = scene.evaluate("operating-point").statistics();
    // Only the hit is left: precision 1 everywhere but at recall 1, where it is 0: half a step.
    assertEquals(.995, corrected.get("mAP50"), ROUNDING);
    assertEquals(1, corrected.get("recall"), ROUNDING);
  }

  @Test
  void crowdsAreObjectsIfStrict() {
    MetricResult strict =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 100, 200, Flag.CROWD)
            .detection(1, CAT, .9, 0, 10)
            .evaluate("operating-point", STRICT);
    assertEquals(.5, strict.statistics().get("recall"), ROUNDING, "one of two objects");
  }

  @Test
  void classesWithoutObjectsAreUndefinedAndThoseWithoutDetectionsAreZero() {
    MetricResult result =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, DOG, 0, 10)
            .detection(1, CAT, .9, 0, 10)
            .detection(1, CAR, .9, 0, 10)
            .evaluate("operating-point");
    List<List<Object>> rows = Scene.rows(result, "perClass");
    assertEquals(List.of(DOG, "dog", 0., 0., 0., 0., 0., 0., 1), rows.get(1));
    assertEquals(List.of(CAR, "car", -1., -1., -1., -1., -1., -1., 0), rows.get(2));
    assertEquals(.995 / 2, result.statistics().get("mAP50"), ROUNDING);
    Map<String, Double> nothing = new Scene(1).evaluate("operating-point").statistics();
    nothing.forEach((name, value) -> assertEquals(-1, value, 0, name));
  }

  @Test
  void onlyTheBestDetectionsOfAnImageCount() {
    EvaluationOptions one = EvaluationOptions.standard().withMaxDetections(List.of(1));
    Scene scene =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .detection(1, CAT, .8, 0, 10)
            .detection(1, DOG, .9, 0, 10);
    assertEquals(0, scene.evaluate("operating-point", one).statistics().get("mAP50"), 0);
  }
}
