package dev.boxmill.eval;

import static dev.boxmill.eval.Scene.BUS;
import static dev.boxmill.eval.Scene.CAR;
import static dev.boxmill.eval.Scene.CAT;
import static dev.boxmill.eval.Scene.DOG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.data.Flag;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  private static final double ROUNDING = 1e-15;
  private static final EvaluationOptions STRICT =
      EvaluationOptions.standard().withMode(Metric.Mode.STRICT);

  @Test
  void pairsOfAllClassesAreTakenByFallingOverlap() {
    MetricResult result =
        new Scene(2)
            .object(1, CAT, 0, 10)
            .object(1, DOG, 20, 30)
            .object(2, CAR, 0, 10)
            .object(2, CAR, 50, 60)
            .detection(1, DOG, .9, 0, 8) // IoU .8 with the cat, whose better pair is the next one
            .detection(1, CAT, .3, 0, 9) // .9
            .detection(1, CAT, .8, 20, 30) // 1 with the dog: cat for dog
            .detection(2, BUS, .7, 0, 10) // bus for car
            .detection(2, CAR, .24, 50, 60) // a hit, but below the score: the car is missed
            .evaluate("confusion");
    assertEquals(
        List.of(
            List.of(CAT, "cat", CAT, "cat", 1L),
            List.of(DOG, "dog", CAT, "cat", 1L),
            List.of(CAR, "car", BUS, "bus", 1L),
            List.of(CAR, "car", -1, "background", 1L),
            List.of(-1, "background", DOG, "dog", 1L)),
        Scene.rows(result, "confusion"));
    // Right: 1 of 4 detections and of 4 objects; 2 of the 3 matched pairs have the wrong class.
    assertEquals(.25, result.statistics().get("precision"), ROUNDING);
    assertEquals(.25, result.statistics().get("recall"), ROUNDING);
    assertEquals(.25, result.statistics().get("F1"), ROUNDING);
    assertEquals(2 / 3., result.statistics().get("misclassified"), ROUNDING);
    assertEquals(
        List.of(
            List.of(CAT, "cat", .5, 1., 1L, 2L, "", 0L),
            List.of(DOG, "dog", 0., 0., 1L, 1L, "cat", 1L),
            List.of(CAR, "car", -1., 0., 2L, 0L, "bus", 1L),
            List.of(BUS, "bus", 0., -1., 0L, 1L, "", 0L)),
        Scene.rows(result, "perClass"));
  }

  /**
   * Both detections overlap the first cat most: .8 and 10/15; the second also overlaps the other.
   */
  private static Scene secondChoice() {
    return new Scene(1)
        .object(1, CAT, 0, 10)
        .object(1, CAT, 4, 16)
        .detection(1, CAT, .9, 0, 8) // 8/10 with the first
        .detection(1, CAT, .8, 0, 14); // 10/14 with the first, 10/16 with the second
  }

  @Test
  void aDetectionMayHaveItsSecondChoiceUnlessStrict() {
    assertEquals(
        List.of(List.of(CAT, "cat", CAT, "cat", 2L)),
        Scene.rows(secondChoice().evaluate("confusion"), "confusion"));
    assertEquals(
        List.of(
            List.of(CAT, "cat", CAT, "cat", 1L),
            List.of(CAT, "cat", -1, "background", 1L),
            List.of(-1, "background", CAT, "cat", 1L)),
        Scene.rows(secondChoice().evaluate("confusion", STRICT), "confusion"));
  }

  @Test
  void ofEqualOverlapsTheBetterScoreGoesFirstThenTheRank() {
    MetricResult score =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .detection(1, DOG, .5, 0, 10)
            .detection(1, CAT, .6, 0, 10)
            .evaluate("confusion");
    assertEquals(List.of(CAT, "cat", CAT, "cat", 1L), Scene.rows(score, "confusion").get(0));
    MetricResult rank =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .detection(1, DOG, .5, 0, 10)
            .detection(1, CAT, .5, 0, 10)
            .evaluate("confusion");
    assertEquals(List.of(CAT, "cat", DOG, "dog", 1L), Scene.rows(rank, "confusion").get(0));
  }

  @Test
  void theThresholdItselfIsNotEnough() {
    Scene half = new Scene(1).object(1, CAT, 0, 10).detection(1, CAT, .25, 0, 5);
    assertEquals(
        List.of(
            List.of(CAT, "cat", -1, "background", 1L), List.of(-1, "background", CAT, "cat", 1L)),
        Scene.rows(half.evaluate("confusion"), "confusion"));
    Scene less = new Scene(1).object(1, CAT, 0, 10).detection(1, CAT, .1, 0, 5);
    EvaluationOptions options =
        EvaluationOptions.standard().withIous(List.of(.45)).withMinScore(.1);
    assertEquals(
        List.of(List.of(CAT, "cat", CAT, "cat", 1L)),
        Scene.rows(less.evaluate("confusion", options), "confusion"));
  }

  private static Scene crowd(Flag flag) {
    return new Scene(1)
        .object(1, CAT, 0, 100, flag)
        .detection(1, CAT, .9, 0, 10) // wholly inside, IoU .1
        .detection(1, CAT, .9, 95, 105) // half inside: not above the threshold
        .detection(1, DOG, .9, 0, 10); // another class is not excused
  }

  @Test
  void regionsExcuseDetectionsOfTheirClassUnlessStrict() {
    List<List<Object>> excused =
        List.of(
            List.of(-1, "background", CAT, "cat", 1L), List.of(-1, "background", DOG, "dog", 1L));
    for (Flag flag : List.of(Flag.CROWD, Flag.IGNORE, Flag.GROUP_OF)) {
      assertEquals(excused, Scene.rows(crowd(flag).evaluate("confusion"), "confusion"), "" + flag);
    }
    assertEquals(
        List.of(
            List.of(CAT, "cat", -1, "background", 1L),
            List.of(-1, "background", CAT, "cat", 2L),
            List.of(-1, "background", DOG, "dog", 1L)),
        Scene.rows(crowd(Flag.CROWD).evaluate("confusion", STRICT), "confusion"));
    // A difficult object is a single one: a detection of a tenth of it is not excused.
    assertEquals(
        List.of(-1, "background", CAT, "cat", 2L),
        Scene.rows(crowd(Flag.DIFFICULT).evaluate("confusion"), "confusion").get(0));
  }

  @Test
  void classesNobodyLookedForAreNotWrong() {
    ImageLabels labels = ImageLabels.of(new int[][] {{}}, new int[][] {{CAR}}, new int[][] {{CAT}});
    MetricResult result =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .labels(labels)
            .detection(1, CAT, .9, 50, 60) // not all cats are annotated
            .detection(1, DOG, .9, 50, 60) // nobody looked for dogs
            .detection(1, CAR, .9, 50, 60) // known not to be there
            .evaluate("confusion");
    assertEquals(
        List.of(
            List.of(CAT, "cat", -1, "background", 1L), List.of(-1, "background", CAR, "car", 1L)),
        Scene.rows(result, "confusion"));
  }

  @Test
  void strictEqualsASecondImplementation() throws IOException {
    Metric.Evaluation evaluation =
        Metrics.find("confusion").start(Golden.truth(Golden.TRUTH), STRICT);
    evaluation.add(Golden.detections(Golden.DETECTIONS));
    Map<String, Long> cells = new TreeMap<>();
    for (List<Object> row : Scene.rows(evaluation.result(), "confusion")) {
      cells.put(row.get(0) + " as " + row.get(2), (Long) row.get(4));
    }
    JsonNode golden =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/golden/ultralytics/workload300.json").toFile());
    Map<String, Long> expected = new TreeMap<>();
    for (JsonNode cell : golden.get("confusion")) {
      expected.put(cell.get(0) + " as " + cell.get(1), cell.get(2).asLong());
    }
    assertEquals(expected, cells);
  }

  @Test
  void nothingAtAllIsUndefined() {
    MetricResult result = new Scene(1).evaluate("confusion");
    assertEquals(List.of(), Scene.rows(result, "confusion"));
    result.statistics().forEach((name, value) -> assertEquals(-1, value, 0, name));
  }

  @Test
  void masksAreRefused() {
    EvaluationOptions masks =
        EvaluationOptions.standard().withTarget(EvaluationOptions.Target.MASK);
    UserException e =
        assertThrows(UserException.class, () -> new Scene(1).evaluate("confusion", masks));
    assertEquals(
        "confusion compares boxes alone; leave out masks and keypoints, or use coco",
        e.getMessage());
  }
}
