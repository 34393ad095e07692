package dev.boxmill.eval;

import static dev.boxmill.eval.CalibrationRulesTest.ROUNDING;
import static dev.boxmill.eval.CalibrationRulesTest.SHIFT;
import static dev.boxmill.eval.CalibrationRulesTest.assertStatistics;
import static dev.boxmill.eval.CalibrationRulesTest.detections;
import static dev.boxmill.eval.CalibrationRulesTest.result;
import static dev.boxmill.eval.CalibrationRulesTest.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** LRP by hand, on the objects of the calibration's test. */
class LrpRulesTest {

  @Test
  void lrpByHand() {
    MetricResult result =
        result(
            new LrpMetric(),
            detections(
                1,
                0,
                .9, // IoU 1
                1,
                100 + SHIFT,
                .8, // IoU .6: (1 - .6) / .5 = .8
                1,
                50,
                .7, // nothing there
                1,
                200,
                .7, // IoU 1, the same score as the one above
                1,
                60,
                .2, // nothing there
                1,
                401,
                .1, // on the crowd: left out
                2,
                0,
                .9)); // nothing there
    // Cats, 3 objects. At .9: (0 + 0 + 2) / 3; at .8: (.8 + 0 + 1) / 3 = .6;
    // at .7, both of that score: (.8 + 1 + 0) / 4 = .45, the least; at .2: (.8 + 2) / 5 = .56.
    // Dogs: no hit at any threshold, so none kept is as good: 1, all missed.
    List<List<Object>> rows = table(result, "perClass").rows();
    assertRow(List.of(.45, .4 / 3, 1 / 4., 0., .7), rows.get(0));
    assertEquals(List.of(3, 5), rows.get(0).subList(7, 9));
    assertRow(List.of(1., -1., -1., 1., -1.), rows.get(1));
    assertRow(List.of(-1., -1., -1., -1., -1.), rows.get(2));
    assertStatistics(
        Map.of("oLRP", 1.45 / 2, "oLRPLoc", .4 / 3, "oLRPFP", 1 / 4., "oLRPFN", 1 / 2.), result);
  }

  private static void assertRow(List<Double> expected, List<Object> row) {
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), (double) row.get(i + 2), ROUNDING, "column " + (i + 2));
    }
  }

  @Test
  void withoutDetectionsEveryObjectIsMissed() {
    MetricResult result = result(new LrpMetric(), detections());
    assertStatistics(Map.of("oLRP", 1., "oLRPLoc", -1., "oLRPFP", -1., "oLRPFN", 1.), result);
  }
}
