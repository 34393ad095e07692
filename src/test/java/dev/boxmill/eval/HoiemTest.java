package dev.boxmill.eval;

import static dev.boxmill.eval.Scene.BUS;
import static dev.boxmill.eval.Scene.CAR;
import static dev.boxmill.eval.Scene.CAT;
import static dev.boxmill.eval.Scene.DOG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Flag;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoiemTest {
  private static final double ROUNDING = 1e-15;

  /** Six cats to find, so that six detections of cats are looked at. */
  private static Scene sixCats() {
    Scene scene = new Scene(2);
    for (int i = 0; i < 6; i++) {
      scene.object(1, CAT, 100 * i, 100 * i + 10);
    }
    return scene.object(2, DOG, 0, 10).object(2, CAR, 50, 60);
  }

  @Test
  void everyKindIsToldFromTheOthers() {
    MetricResult result =
        sixCats()
            .detection(1, CAT, .9, 0, 6) // IoU .6: correct
            .detection(1, CAT, .8, 100, 105) // exactly .5: localization
            .detection(1, CAT, .7, 0, 100) // exactly .1: background
            .detection(2, CAT, .6, 0, 2) // .2 with a dog, also an animal: similar
            .detection(2, CAT, .5, 50, 60) // 1 with a car: other
            .detection(2, CAT, .4, 500, 510) // background
            .detection(1, CAT, .3, 200, 210) // the seventh, though right, is not looked at
            .evaluate("hoiem");
    assertEquals(
        List.of(CAT, "cat", 6, 6L, 1, 1, 1, 1, 2, 1 / 6., 1 / 6., 1 / 6., 1 / 6., 1 / 3.),
        Scene.rows(result, "perClass").get(0));
    assertEquals(1 / 3., result.statistics().get("background"), ROUNDING);
  }

  @Test
  void sharesAreMeansOverClassesThatHaveDetections() {
    MetricResult result =
        sixCats()
            .detection(1, CAT, .9, 0, 10)
            .detection(1, CAT, .8, 0, 10) // a duplicate is right, too
            .detection(1, CAT, .7, 50, 60)
            .detection(2, DOG, .6, 80, 90)
            .detection(2, BUS, .5, 50, 60) // no bus to find: none is looked at
            .evaluate("hoiem");
    // Cats: 2 right and 1 background of 3; dogs: background. Cars: no detections, no part.
    assertEquals((2 / 3. + 0) / 2, result.statistics().get("correct"), ROUNDING);
    assertEquals((1 / 3. + 1) / 2, result.statistics().get("background"), ROUNDING);
    assertEquals(
        List.of("correct", 2L, 2 / 4., 1 / 3.), Scene.rows(result, "overall").get(0), "all 4");
    assertEquals(
        List.of(CAR, "car", 1, 0L, 0, 0, 0, 0, 0, -1., -1., -1., -1., -1.),
        Scene.rows(result, "perClass").get(2));
    assertEquals(
        List.of(BUS, "bus", 0, 0L, 0, 0, 0, 0, 0, -1., -1., -1., -1., -1.),
        Scene.rows(result, "perClass").get(3));
  }

  @Test
  void theBestAreTakenOverAllImagesAndEqualScoresByRank() {
    MetricResult result =
        new Scene(2)
            .object(1, CAT, 0, 10)
            .detection(2, CAT, .9, 0, 10) // same score, came first: background
            .detection(1, CAT, .9, 0, 10)
            .evaluate("hoiem");
    assertEquals(1, result.statistics().get("background"), 0);
  }

  @Test
  void classesWithoutASupercategoryAreSimilarToNone() {
    MetricResult result =
        new Scene(1)
            .object(1, CAR, 0, 10)
            .object(1, BUS, 20, 30)
            .detection(1, CAR, .9, 20, 30)
            .evaluate("hoiem");
    assertEquals(1, result.statistics().get("other"), 0);
  }

  @Test
  void detectionsInACrowdLeaveTheirPlaceToTheNext() {
    MetricResult result =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 100, 200, Flag.CROWD)
            .detection(1, CAT, .9, 100, 110)
            .detection(1, CAT, .8, 0, 10)
            .evaluate("hoiem");
    assertEquals(1, result.statistics().get("correct"), 0, "one cat to find, one detection");
  }

  @Test
  void nothingAtAllIsUndefined() {
    MetricResult result = new Scene(1).evaluate("hoiem");
    assertEquals(5, result.statistics().size());
    result.statistics().forEach((name, value) -> assertEquals(-1, value, 0, name));
  }
}
