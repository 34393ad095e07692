package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.data.Flag;
import dev.boxmill.error.UserException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VOC's rules one by one, worked out by hand. */
class VocRulesTest {
  private static final EvaluationOptions STANDARD = EvaluationOptions.standard();
  private static final double TOLERANCE = 1e-15;

  /** One class; most boxes are 10 x 10. */
  private static RankedScene scene(int images) {
    return new RankedScene(images, "cat");
  }

  private static double area(RankedScene scene) {
    return scene.evaluate(new VocMetric(), STANDARD).statistics().get("AP50");
  }

  private static double elevenPoint(RankedScene scene) {
    return scene.evaluate(new Voc07Metric(), STANDARD).statistics().get("AP50");
  }

  @Test
  void anOverlapOfExactlyTheThresholdIsNotEnough() {
    // 5 x 10 within 10 x 10: 50 / 100. One more column of pixels makes it 60 / 100.
    assertEquals(0, area(scene(1).object(1, 1, 0, 0, 10, 10).found(1, 1, .9, 0, 0, 5, 10)));
    assertEquals(1, area(scene(1).object(1, 1, 0, 0, 10, 10).found(1, 1, .9, 0, 0, 6, 10)));
  }

  @Test
  void aDetectionDoesNotTurnToItsSecondBestObject() {
    // Both detections overlap the object at 0 most: the second is a mistake though it overlaps the
    // object at 2 by 90 / 110 > .5. Found 1 of 2, at precision 1: area .5.
    RankedScene scene =
        scene(1)
            .object(1, 1, 0, 0, 10, 10)
            .object(1, 1, 2, 0, 10, 10)
            .found(1, 1, .9, 0, 0, 10, 10)
            .found(1, 1, .8, .5, 0, 10, 10);
    assertEquals(.5, area(scene), TOLERANCE);
  }

  @Test
  void difficultAndCrowdObjectsAreNeitherToBeFoundNorMistakes() {
    for (Flag flag : List.of(Flag.DIFFICULT, Flag.IGNORE, Flag.CROWD)) {
      // The two best detections lie on an object that does not count; only the third does.
      MetricResult result =
          scene(1)
              .object(1, 1, 0, 0, 10, 10, flag)
              .object(1, 1, 50, 0, 10, 10)
              .found(1, 1, .9, 0, 0, 10, 10)
              .found(1, 1, .8, 0, 0, 10, 10)
              .found(1, 1, .7, 50, 0, 10, 10)
              .evaluate(new VocMetric(), STANDARD);
      assertEquals(1, result.statistics().get("AP50"), flag.name());
      assertEquals(2, RankedScene.cell(result, 1, "groundTruths"));
      assertEquals(1, RankedScene.cell(result, 1, "difficult"));
      assertEquals(3, RankedScene.cell(result, 1, "detections"));
    }
  }

  @Test
  void equalScoresGoByImageThenInput() {
    // All score .5. Image 1's miss goes first, then image 2's hit, then its duplicate, although
    // they come in another order: precision at the hit is 1/2, recall 1.
    RankedScene scene =
        scene(2)
            .object(2, 1, 0, 0, 10, 10)
            .found(2, 1, .5, 0, 0, 10, 10)
            .found(2, 1, .5, 0, 0, 10, 10)
            .found(1, 1, .5, 0, 0, 10, 10);
    assertEquals(.5, area(scene), TOLERANCE);
  }

  @Test
  void threeOfTenObjectsDoNotReachTheThirdOfElevenLevels() {
    // Precision 1 at recall .1, .2 and .3; the levels reached are 0, .1 and .2, for the next one
    // is 3 * .1 = .30000000000000004. The area is 3/10.
    RankedScene first = scene(10);
    RankedScene second = scene(10);
    for (int image = 1; image <= 10; image++) {
      first.object(image, 1, 0, 0, 10, 10);
      second.object(image, 1, 0, 0, 10, 10);
      if (image <= 3) {
        first.found(image, 1, .9, 0, 0, 10, 10);
        second.found(image, 1, .9, 0, 0, 10, 10);
      }
    }
    assertEquals(3 / 11., elevenPoint(first), TOLERANCE);
    assertEquals(.3, area(second), TOLERANCE);
  }

  @Test
  void precisionNeverRisesWithRecall() {
    // Hits at ranks 1, 3 and 4 of 4, three objects: precision 1, 2/3, 3/4; made falling 1, 3/4,
    // 3/4. Area (1 + 3/4 + 3/4) / 3. Eleven levels: 0 to .3 get 1, .4 to 1 get 3/4.
    RankedScene[] scenes = new RankedScene[2];
    for (int i = 0; i < 2; i++) {
      scenes[i] =
          scene(1)
              .object(1, 1, 0, 0, 10, 10)
              .object(1, 1, 20, 0, 10, 10)
              .object(1, 1, 40, 0, 10, 10)
              .found(1, 1, .9, 0, 0, 10, 10)
              .found(1, 1, .8, 90, 0, 10, 10)
              .found(1, 1, .7, 20, 0, 10, 10)
              .found(1, 1, .6, 40, 0, 10, 10);
    }
    assertEquals(2.5 / 3, area(scenes[0]), TOLERANCE);
    assertEquals((4 + 7 * .75) / 11, elevenPoint(scenes[1]), TOLERANCE);
  }

  @Test
  void classesWithoutObjectsAreUndefinedAndThoseWithoutDetectionsZero() {
    MetricResult result =
        new RankedScene(1, "cat", "dog", "emu", "fox")
            .object(1, 1, 0, 0, 10, 10)
            .object(1, 2, 0, 0, 10, 10)
            .object(1, 4, 0, 0, 10, 10, Flag.DIFFICULT)
            .found(1, 1, .9, 0, 0, 10, 10)
            .found(1, 3, .9, 0, 0, 10, 10)
            .evaluate(new VocMetric(), STANDARD);
    assertEquals(1., RankedScene.cell(result, 1, "AP"));
    assertEquals(0., RankedScene.cell(result, 2, "AP"));
    assertEquals(-1., RankedScene.cell(result, 3, "AP"));
    assertEquals(-1., RankedScene.cell(result, 4, "AP"));
    assertEquals(.5, result.statistics().get("AP"));
    assertEquals("Mean AP = 0.5000", result.summary().get(result.summary().size() - 1));
    assertEquals("AP for emu = -1", result.summary().get(2));
  }

  @Test
  void thresholdsAreAveraged() {
    // 6 x 10 within 10 x 10 overlap by .6: found at .5, not at .75.
    MetricResult result =
        scene(1)
            .object(1, 1, 0, 0, 10, 10)
            .found(1, 1, .9, 0, 0, 6, 10)
            .evaluate(new VocMetric(), STANDARD.withIous(List.of(.5, .75)));
    assertEquals(List.of("AP", "AP50", "AP75"), List.copyOf(result.statistics().keySet()));
    assertEquals(List.of(.5, 1., 0.), List.copyOf(result.statistics().values()));
  }

  @Test
  void curvesGoDownOverRecallAndNameTheScore() {
    MetricResult result =
        scene(1)
            .object(1, 1, 0, 0, 10, 10)
            .object(1, 1, 50, 0, 10, 10)
            .found(1, 1, .9, 0, 0, 10, 10)
            .evaluate(new VocMetric(), STANDARD);
    List<Curve> curves = result.curves();
    assertEquals(2, curves.size());
    assertEquals(Curve.MEAN, curves.get(0).categoryId());
    assertEquals(new Curve.Point(.5, 1, .9), curves.get(1).points().get(50));
    assertEquals(new Curve.Point(.51, 0, 0), curves.get(1).points().get(51));
  }

  @Test
  void masksAndPooledClassesAreRefused() {
    assertThrows(
        UserException.class,
        () ->
            scene(1).evaluate(new VocMetric(), STANDARD.withTarget(EvaluationOptions.Target.MASK)));
    assertThrows(
        UserException.class,
        () -> scene(1).evaluate(new VocMetric(), STANDARD.withCategoriesPooled(true)));
  }
}
