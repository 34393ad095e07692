package dev.boxmill.eval;

import static dev.boxmill.eval.Scene.BUS;
import static dev.boxmill.eval.Scene.CAR;
import static dev.boxmill.eval.Scene.CAT;
import static dev.boxmill.eval.Scene.DOG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Flag;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountingTest {
  private static final double ROUNDING = 1e-15;

  /** Three cats and a dog; a cat in each of two more images, one without detections. */
  private static Scene scene() {
    return new Scene(4)
        .object(1, CAT, 0, 10)
        .object(1, CAT, 100, 110)
        .object(1, CAT, 200, 210)
        .object(1, DOG, 300, 310)
        .object(2, CAT, 0, 10)
        .object(3, CAT, 0, 10)
        .detection(1, CAT, .9, 0, 10)
        .detection(1, CAT, .8, 0, 10) // the object is taken
        .detection(1, CAT, .5, 100, 105) // IoU and score exactly .5: found
        .detection(1, CAT, .49, 200, 210) // not sure enough
        .detection(1, CAT, .9, 300, 310) // on the dog, but no dog
        .detection(2, CAT, .7, 0, 10)
        .detection(4, CAT, .7, 0, 10); // no object
  }

  @Test
  void missedObjectsAreCountedByTheirNumberInTheImage() {
    MetricResult result = scene().evaluate("counting");
    // One object of a class: the cats of images 2 and 3 and the dog, of which the first is found.
    // Three: the cats of image 1, of which the last is missed.
    assertEquals(
        List.of(List.of(1, 3L, 3L, 2L, 2 / 3.), List.of(3, 1L, 3L, 1L, 1 / 3.)),
        Scene.rows(result, "missed"));
    assertEquals(
        List.of(
            List.of(CAT, "cat", 1, 2L, 2L, 1L, .5),
            List.of(CAT, "cat", 3, 1L, 3L, 1L, 1 / 3.),
            List.of(DOG, "dog", 1, 1L, 1L, 1L, 1.)),
        Scene.rows(result, "missedByClass"));
    assertEquals(
        List.of(
            List.of(CAT, "cat", 3L, 5L, 2L, 2 / 5.),
            List.of(DOG, "dog", 1L, 1L, 1L, 1.),
            List.of(CAR, "car", 0L, 0L, 0L, -1.),
            List.of(BUS, "bus", 0L, 0L, 0L, -1.)),
        Scene.rows(result, "perClass"));
    assertEquals(.5, result.statistics().get("missedShare"), ROUNDING);
  }

  @Test
  void pooledClassesCountAsOne() {
    EvaluationOptions pooled = EvaluationOptions.standard().withCategoriesPooled(true);
    // Image 1 has four objects now, and the cat on the dog finds it.
    assertEquals(
        List.of(List.of(1, 2L, 2L, 1L, .5), List.of(4, 1L, 4L, 1L, .25)),
        Scene.rows(scene().evaluate("counting", pooled), "missed"));
  }

  @Test
  void aDetectionWhoseBestObjectIsTakenMayFindTheNext() {
    MetricResult result =
        new Scene(1)
            .object(1, CAT, 0, 10)
            .object(1, CAT, 4, 16)
            .detection(1, CAT, .9, 0, 8)
            .detection(1, CAT, .8, 0, 14) // 10/14 with the first, 10/16 with the second
            .evaluate("counting");
    assertEquals(List.of(List.of(2, 1L, 2L, 0L, 0.)), Scene.rows(result, "missed"));
  }

  @Test
  void crowdsAreNeitherCountedNorFound() {
    MetricResult result =
        new Scene(2)
            .object(1, CAT, 0, 10, Flag.CROWD)
            .object(1, CAT, 0, 10)
            .object(2, CAT, 0, 10, Flag.IGNORE)
            .detection(1, CAT, .9, 0, 10)
            .evaluate("counting");
    assertEquals(List.of(List.of(1, 1L, 1L, 0L, 0.)), Scene.rows(result, "missed"));
  }

  @Test
  void nothingToFindIsUndefined() {
    MetricResult result = new Scene(1).detection(1, CAT, .9, 0, 10).evaluate("counting");
    assertEquals(List.of(), Scene.rows(result, "missed"));
    assertEquals(-1, result.statistics().get("missedShare"), 0);
    assertEquals(0, result.statistics().get("objects"), 0);
  }
}
