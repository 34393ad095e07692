package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Flag;
import dev.boxmill.data.Hierarchy;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The challenge's rules: the example in the reference's own test, and cases worked by hand. */
class OpenImagesTest {
  private static final EvaluationOptions STANDARD = EvaluationOptions.standard();
  private static final double TOLERANCE = 1e-15;

  private static double ap(RankedScene scene) {
    return scene.evaluate(new OpenImagesMetric(), STANDARD).statistics().get("AP50");
  }

  /** Three images, classes cat, dog and elephant, groups at half weight. */
  private static RankedScene ofTheReference() {
    return new RankedScene(3, "cat", "dog", "elephant")
        .labels(new int[][] {{1, 2, 3}, {}, {}}, new int[][] {{}, {}, {}})
        .object(1, 1, 0, 0, 1, 1)
        .object(1, 3, 0, 0, 2, 2)
        .object(1, 1, 0, 0, 3, 3, Flag.GROUP_OF)
        .object(2, 1, 10, 10, 1, 1)
        .object(2, 1, 500, 500, 10, 10)
        .object(2, 3, 10, 10, 2, 2, Flag.GROUP_OF)
        .object(3, 2, 0, 0, 1, 1)
        .found(1, 2, .7, 10, 10, 1, 1)
        .found(1, 2, .8, 100, 100, 20, 20)
        .found(2, 1, .7, 10, 10, 1, 1)
        .found(2, 1, .8, 100, 100, 20, 20)
        .found(2, 2, .5, 100, 100, 120, 120)
        .found(2, 3, .9, 10, 10, 1, 1)
        .found(3, 2, .5, 0, 0, 1, 1);
  }

  /**
   * The numbers that tensorflow/models asserts for this input. Cat: a miss, then 1 of 3.5, at
   * precision 1/2. Dog: two misses in image 1, the one in image 2 does not count as the image has
   * no label dog, then the only one. Elephant: half an object of one and a half.
   */
  @Test
  void equalsTheExampleOfTheReferencesTest() {
    MetricResult result = ofTheReference().evaluate(new OpenImagesMetric(.5), STANDARD);
    assertEquals(0.142857142857, (double) RankedScene.cell(result, 1, "AP"), 1e-7);
    assertEquals(0.3333333333, (double) RankedScene.cell(result, 2, "AP"), 1e-7);
    assertEquals(0.333333333333, (double) RankedScene.cell(result, 3, "AP"), 1e-7);
    assertEquals(0.269841269, result.statistics().get("AP50"), 1e-7);
    assertEquals(3, RankedScene.cell(result, 2, "detections"));
    assertEquals(1, RankedScene.cell(result, 3, "groupsOf"));
  }

  @Test
  void anOverlapOfExactlyTheThresholdIsEnough() {
    assertEquals(
        1, ap(new RankedScene(1, "cat").object(1, 1, 0, 0, 10, 10).found(1, 1, .9, 0, 0, 5, 10)));
  }

  /**
   * Three detections lie half or more in the group, one a third: the group is found once, with
   * score .8, between a miss at .9 and the third's miss at .5. Precision 1/2 at recall 1/2; then
   * the object at .4, 2 of 4 at recall 1. Area 1/2 * 1/2 + 1/2 * 1/2.
   */
  @Test
  void aGroupIsFoundOnceWithItsBestScore() {
    for (Flag group : List.of(Flag.GROUP_OF, Flag.CROWD)) {
      RankedScene scene =
          new RankedScene(1, "cat")
              .object(1, 1, 0, 0, 100, 100, group)
              .object(1, 1, 300, 0, 10, 10)
              .found(1, 1, .9, 500, 0, 10, 10)
              .found(1, 1, .7, 0, 0, 10, 10)
              .found(1, 1, .8, 20, 0, 10, 10)
              .found(1, 1, .6, 95, 0, 10, 10)
              .found(1, 1, .5, 90, 50, 30, 10)
              .found(1, 1, .4, 300, 0, 10, 10);
      assertEquals(.5, ap(scene), TOLERANCE, group.name());
    }
  }

  /** A second detection of an object is a mistake, unless it lies in a group. */
  @Test
  void aDuplicateMayFallToAGroup() {
    RankedScene alone =
        new RankedScene(1, "cat")
            .object(1, 1, 0, 0, 10, 10)
            .object(1, 1, 50, 0, 10, 10)
            .found(1, 1, .9, 0, 0, 10, 10)
            .found(1, 1, .8, 0, 0, 10, 10)
            .found(1, 1, .7, 50, 0, 10, 10);
    // 1 of 1 at recall 1/2, 2 of 3 at recall 1
    assertEquals(.5 + 2 / 3. / 2, ap(alone), TOLERANCE);
    RankedScene within =
        new RankedScene(1, "cat")
            .object(1, 1, 0, 0, 10, 10)
            .object(1, 1, 50, 0, 10, 10)
            .object(1, 1, 0, 0, 20, 20, Flag.GROUP_OF)
            .found(1, 1, .9, 0, 0, 10, 10)
            .found(1, 1, .8, 0, 0, 10, 10)
            .found(1, 1, .7, 50, 0, 10, 10);
    assertEquals(1, ap(within), TOLERANCE);
  }

  @Test
  void withoutWeightAGroupIsNeitherToBeFoundNorAMistake() {
    MetricResult result =
        new RankedScene(1, "cat")
            .object(1, 1, 0, 0, 100, 100, Flag.GROUP_OF)
            .object(1, 1, 300, 0, 10, 10)
            .found(1, 1, .9, 0, 0, 10, 10)
            .found(1, 1, .8, 300, 0, 10, 10)
            .evaluate(new OpenImagesMetric(0), STANDARD);
    assertEquals(1, result.statistics().get("AP50"));
  }

  /** The reference sorts upwards and turns the list round: of equals, the last image leads. */
  @Test
  void equalScoresGoInReverse() {
    RankedScene missLast =
        new RankedScene(2, "cat")
            .object(1, 1, 0, 0, 10, 10)
            .found(1, 1, .5, 0, 0, 10, 10)
            .found(2, 1, .5, 0, 0, 10, 10);
    assertEquals(.5, ap(missLast), TOLERANCE);
    RankedScene hitLast =
        new RankedScene(2, "cat")
            .object(2, 1, 0, 0, 10, 10)
            .found(1, 1, .5, 0, 0, 10, 10)
            .found(2, 1, .5, 0, 0, 10, 10);
    assertEquals(1, ap(hitLast), TOLERANCE);
  }

  @Test
  void aGroupFoundWithScoreZeroIsLostInStrictModeOnly() {
    for (Metric.Mode mode : Metric.Mode.values()) {
      MetricResult result =
          new RankedScene(1, "cat")
              .object(1, 1, 0, 0, 100, 100, Flag.GROUP_OF)
              .found(1, 1, 0, 0, 0, 10, 10)
              .evaluate(new OpenImagesMetric(), STANDARD.withMode(mode));
      assertEquals(mode == Metric.Mode.STRICT ? 0 : 1, result.statistics().get("AP50"));
    }
  }

  /** Detections of dogs and of cats are animals, and so are the objects. */
  private static RankedScene animals(boolean supercategories) {
    String under = supercategories ? "<animal" : "";
    return new RankedScene(2, "animal", "dog" + under, "cat" + under)
        .object(1, 2, 0, 0, 10, 10)
        .object(2, 3, 0, 0, 10, 10)
        .found(1, 3, .9, 0, 0, 10, 10)
        .found(2, 3, .8, 0, 0, 10, 10);
  }

  /**
   * The dog of image 1 is taken for a cat: a mistake as a cat, right as an animal. Animal: 2 of 2.
   * Cat: 1 of 2, at recall 1. Dog: nothing found.
   */
  @Test
  void objectsAndDetectionsAreOfTheWiderClassToo() {
    Hierarchy hierarchy = Hierarchy.of(Map.of("dog", List.of("animal"), "cat", List.of("animal")));
    for (MetricResult result :
        List.of(
            animals(true).evaluate(new OpenImagesMetric(), STANDARD),
            animals(false).evaluate(new OpenImagesMetric(), STANDARD.withHierarchy(hierarchy)))) {
      assertEquals(1., (double) RankedScene.cell(result, 1, "AP"), TOLERANCE);
      assertEquals(0., (double) RankedScene.cell(result, 2, "AP"), TOLERANCE);
      assertEquals(.5, (double) RankedScene.cell(result, 3, "AP"), TOLERANCE);
      assertEquals(2, RankedScene.cell(result, 1, "groundTruths"));
    }
    MetricResult flat = animals(false).evaluate(new OpenImagesMetric(), STANDARD);
    assertEquals(-1., RankedScene.cell(flat, 1, "AP"));
  }

  /**
   * Image 1 is known to show a dog and so an animal, image 2 to show no animal and so no dog; image
   * 3 says nothing. Dogs found count in 1 and 2, in 3 not; as animals the same.
   */
  @Test
  void labelsSpreadUpwardsWhenPresentAndDownwardsWhenAbsent() {
    MetricResult result =
        new RankedScene(3, "animal", "dog<animal")
            .labels(new int[][] {{2}, {}, {}}, new int[][] {{}, {1}, {}})
            .found(1, 2, .9, 0, 0, 10, 10)
            .found(2, 2, .8, 0, 0, 10, 10)
            .found(3, 2, .7, 0, 0, 10, 10)
            .evaluate(new OpenImagesMetric(), STANDARD);
    assertEquals(2, RankedScene.cell(result, 1, "detections"));
    assertEquals(2, RankedScene.cell(result, 2, "detections"));
  }

  @Test
  void evaluatedApartEqualsTheWhole() {
    OpenImagesMetric metric = new OpenImagesMetric(.5);
    assertEquals(
        ofTheReference().evaluate(metric, STANDARD).tables(),
        ofTheReference().evaluateApart(metric, STANDARD).tables());
    EvaluationOptions two = STANDARD.withIous(List.of(.5, .9));
    assertEquals(
        animals(true).evaluate(metric, two).tables(),
        animals(true).evaluateApart(metric, two).tables());
  }

  @Test
  void aHierarchyOfOtherNamesIsRefused() {
    Hierarchy other = Hierarchy.of(Map.of("/m/0bt9lr", List.of("/m/0jbk")));
    UserException e =
        assertThrows(
            UserException.class,
            () -> animals(false).evaluate(new OpenImagesMetric(), STANDARD.withHierarchy(other)));
    assertTrue(e.getMessage().contains("/m/0bt9lr"), e.getMessage());
  }
}
