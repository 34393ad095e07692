package dev.boxmill.eval;

import static dev.boxmill.eval.Scene.BUS;
import static dev.boxmill.eval.Scene.CAR;
import static dev.boxmill.eval.Scene.CAT;
import static dev.boxmill.eval.Scene.DOG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecallTest {

  /** Three cats and a dog that nothing looks for; the best detection of a cat is a mistake. */
  @Test
  void recallGrowsWithTheDetectionsThatCount() {
    MetricResult result =
        new Scene(2)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 100, 110)
            .object(2, CAT, 0, 10)
            .object(2, DOG, 300, 310)
            .object(2, CAT, 500, 900, Flag.CROWD)
            .detection(1, CAT, .9, 700, 710) // first of image 1: nothing there
            .detection(1, CAT, .8, 0, 10) // second: exact
            .detection(1, CAT, .7, 100, 106) // third: IoU .6, at .50, .55 and .60
            .detection(2, CAT, .6, 600, 700) // first of image 2: in the crowd
            .detection(2, CAT, .5, 0, 10) // second: exact
            .evaluate(
                "recall", EvaluationOptions.standard().withMaxDetections(List.of(1, 2, 3, 100)));
    // Of three cats the first detections find none, the first two 2, and three find another at
    // three of ten thresholds: (3 x 1 + 7 x 2/3) / 10 = 2.3 / 3. The dog halves every mean.
    double two = 2 / 3.;
    double three = 2.3 / 3;
    assertEquals(
        List.of(
            List.of(CAT, "cat", 3L, 0., two, three, three),
            List.of(DOG, "dog", 1L, 0., 0., 0., 0.),
            List.of(CAR, "car", 0L, -1., -1., -1., -1.),
            List.of(BUS, "bus", 0L, -1., -1., -1., -1.)),
        rounded(Scene.rows(result, "perClass")));
    assertEquals(
        List.of(
            List.of(1, 0., 0.),
            List.of(2, two / 2, two / 2),
            List.of(3, three / 2, .5),
            List.of(100, three / 2, .5)),
        rounded(Scene.rows(result, "byLimit")));
  }

  /** Sums of thirds: to twelve digits. */
  private static List<List<Object>> rounded(List<List<Object>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(v -> v instanceof Double d ? (Object) nearest(d) : v).toList())
        .toList();
  }

  private static double nearest(double value) {
    for (double known : new double[] {2 / 3., 2.3 / 3, 1 / 3., 2.3 / 6}) {
      if (Math.abs(value - known) < 1e-12) {
        return known;
      }
    }
    return value;
  }

  @Test
  void limitsOfCocoGiveItsNumbersToTheLastBit() {
    Annotations truth = Golden.truth(Golden.EDGE_TRUTH);
    DetectionTable detections = Golden.detections(Golden.EDGE_DETECTIONS);
    Map<String, Double> coco = CocoMetric.evaluate(truth, detections).statistics();
    Metric.Evaluation evaluation =
        Metrics.find("recall").start(truth, EvaluationOptions.standard());
    evaluation.add(detections);
    Map<String, Double> recall = evaluation.result().statistics();
    for (String name : List.of("AR1", "AR10", "AR100")) {
      assertEquals(coco.get(name), recall.get(name), name);
    }
    assertEquals(
        List.of("AR1", "AR2", "AR3", "AR5", "AR10", "AR20", "AR50", "AR100"),
        List.copyOf(recall.keySet()));
  }
}
