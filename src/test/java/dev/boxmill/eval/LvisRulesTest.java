package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** LVIS's rules by hand: two images, cats (rare) and dogs (common), boxes of 10 by 10 pixels. */
class LvisRulesTest {
  private static final double ROUNDING = 1e-12;
  private static final int CAT = 1;
  private static final int DOG = 2;
  private static final int[] NONE = {};

  /** Precision 1/2 up to recall 1: a false positive scores better than the only object's hit. */
  private static final double ONE_MISTAKE = 0.5;

  private final DetectionTable.Builder detections = new DetectionTable.Builder();

  private static GroundTruth object(long id, long image, int category, double x, int flags) {
    return new GroundTruth(id, image, category, x, 0, 10, 10, 100, flags, null, null);
  }

  private static Annotations truth(ImageLabels labels, GroundTruth... objects) {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    List.of(objects).forEach(rows::add);
    return new Annotations(
        ImageTable.of(new ImageInfo(1, "", 100, 100), new ImageInfo(2, "", 100, 100)),
        List.of(
            new Category(CAT, "cat", "", "r", true, List.of()),
            new Category(DOG, "dog", "", "c", true, List.of())),
        rows.build(),
        labels);
  }

  private static ImageLabels labels(int[] absentFromSecond, int[] incompleteInSecond) {
    return ImageLabels.of(
        new int[2][], new int[][] {NONE, absentFromSecond}, new int[][] {NONE, incompleteInSecond});
  }

  private void detect(long image, int category, double x, double score) {
    detections.add(image, category, x, 0, 10, 10, score, detections.size());
  }

  private Map<String, Double> evaluate(Annotations truth, EvaluationOptions options) {
    Metric.Evaluation evaluation = new LvisMetric().start(truth, options);
    evaluation.add(detections.build());
    return evaluation.result().statistics();
  }

  private Map<String, Double> evaluate(Annotations truth) {
    return evaluate(truth, EvaluationOptions.standard());
  }

  private void detectCatInFirstAndBetterInSecond() {
    detect(1, CAT, 0, .5);
    detect(2, CAT, 0, .9);
  }

  @Test
  void aDetectionCountsOnlyWhereItsClassWasSought() {
    GroundTruth cat = object(1, 1, CAT, 0, 0);
    detectCatInFirstAndBetterInSecond();
    Map<String, Double> sought = evaluate(truth(labels(new int[] {CAT}, NONE), cat));
    assertEquals(ONE_MISTAKE, sought.get("AP"), ROUNDING, "verified absent: a mistake");
    assertEquals(ONE_MISTAKE, sought.get("APr"), ROUNDING);
    assertEquals(-1, sought.get("APc"), 0, "no dog to find");
    detectCatInFirstAndBetterInSecond();
    Map<String, Double> unknown = evaluate(truth(labels(new int[] {DOG}, NONE), cat));
    assertEquals(1, unknown.get("AP"), ROUNDING, "nobody looked for cats in the second image");
  }

  @Test
  void withoutLabelsEveryClassWasSoughtEverywhere() {
    detectCatInFirstAndBetterInSecond();
    assertEquals(ONE_MISTAKE, evaluate(truth(null, object(1, 1, CAT, 0, 0))).get("AP"), ROUNDING);
  }

  @Test
  void whatIsUnmatchedInAnIncompleteClassIsNoMistakeButAMatchCounts() {
    GroundTruth[] cats = {object(1, 1, CAT, 0, 0), object(2, 2, CAT, 0, 0)};
    detect(1, CAT, 0, .5);
    detect(2, CAT, 50, .9); // beside the annotated cat
    assertEquals(
        // One of two found, no mistake: precision 1 at the 51 of 101 recall levels up to .5.
        51 / 101., evaluate(truth(labels(NONE, new int[] {CAT}), cats)).get("AP"), ROUNDING);
    detect(1, CAT, 0, .5);
    detect(2, CAT, 50, .9);
    detect(2, CAT, 0, .4);
    Map<String, Double> all = evaluate(truth(labels(NONE, new int[] {CAT}), cats));
    assertEquals(1, all.get("AP"), ROUNDING);
    assertEquals(1, all.get("AR300"), ROUNDING);
  }

  @Test
  void theLimitGoesOverAllClassesOfAnImage() {
    GroundTruth[] both = {object(1, 1, CAT, 0, 0), object(2, 1, DOG, 0, 0)};
    detect(1, DOG, 0, .8);
    detect(1, CAT, 0, .9);
    Map<String, Double> one =
        evaluate(truth(null, both), EvaluationOptions.standard().withMaxDetections(List.of(1)));
    assertEquals(1, one.get("APr"), ROUNDING);
    assertEquals(0, one.get("APc"), 0, "the dog is the image's second best");
    // 300 dogs where nothing is push out the cat; among equals the first of the file stays.
    for (int i = 0; i < 300; i++) {
      detect(1, DOG, 50, .9);
    }
    detect(1, CAT, 0, .9);
    assertEquals(0, evaluate(truth(null, both)).get("APr"), 0);
  }

  @Test
  void detectionsOfClassesNotSoughtTakePlacesToo() {
    GroundTruth cat = object(1, 1, CAT, 0, 0);
    detect(1, DOG, 0, .9);
    detect(1, CAT, 0, .8);
    EvaluationOptions one = EvaluationOptions.standard().withMaxDetections(List.of(1));
    assertEquals(0, evaluate(truth(labels(NONE, NONE), cat), one).get("AP"), 0);
  }

  @Test
  void anIgnoredObjectIsUsedUpAndACrowdIsAnObject() {
    GroundTruth[] cats = {
      object(1, 1, CAT, 0, 0), object(2, 1, CAT, 50, Flag.IGNORE.bit()),
    };
    detect(1, CAT, 50, .9);
    detect(1, CAT, 0, .5);
    assertEquals(1, evaluate(truth(null, cats)).get("AP"), ROUNDING, "the ignored one excuses");
    detect(1, CAT, 50, .9);
    detect(1, CAT, 50, .8);
    detect(1, CAT, 0, .5);
    assertEquals(ONE_MISTAKE, evaluate(truth(null, cats)).get("AP"), ROUNDING, "but only once");
    detect(1, CAT, 0, .9);
    assertEquals(
        51 / 101.,
        evaluate(truth(null, object(1, 1, CAT, 0, 0), object(2, 1, CAT, 50, Flag.CROWD.bit())))
            .get("AP"),
        ROUNDING,
        "COCO would not miss the crowd");
  }

  @Test
  void strictDoesNotCountTheObjectOfIdZero() {
    Annotations truth = truth(null, object(0, 1, CAT, 0, 0));
    detect(1, CAT, 0, .9);
    assertEquals(1, evaluate(truth).get("AP"), ROUNDING);
    detect(1, CAT, 0, .9);
    EvaluationOptions strict = EvaluationOptions.standard().withMode(Metric.Mode.STRICT);
    assertEquals(0, evaluate(truth, strict).get("AP"), 0);
  }

  @Test
  void nothingToFindIsUndefinedAndNothingFoundIsZero() {
    assertEquals(-1, evaluate(truth(null)).get("AP"), 0);
    assertEquals(0, evaluate(truth(null, object(1, 1, CAT, 0, 0))).get("AP"), 0);
  }

  /** The right half of a cat's outline is its whole: IoU 1/2 by masks, 1 by boxes. */
  @Test
  void masksAreComparedByPixels() {
    Polygons whole = new Polygons(new double[][] {{0, 0, 10, 0, 10, 10, 0, 10}});
    Annotations truth = truth(null, new GroundTruth(1, 1, CAT, 0, 0, 10, 10, 100, 0, whole, null));
    detections.add(1, CAT, 0, 0, 10, 10, .9, 0);
    detections.mask(new Rle(100, 100, new int[] {500, 10, 90, 10, 90, 10, 90, 10, 90, 10, 9090}));
    EvaluationOptions masks =
        EvaluationOptions.standard().withTarget(EvaluationOptions.Target.MASK);
    Map<String, Double> byMask = evaluate(truth, masks);
    assertEquals(1, byMask.get("AP50"), ROUNDING);
    assertEquals(.1, byMask.get("AP"), ROUNDING, "of ten thresholds the first alone is reached");
    detect(1, CAT, 0, .9);
    assertEquals(1, evaluate(truth).get("AP"), ROUNDING);
  }

  @Test
  void keypointsAreRefused() {
    EvaluationOptions keypoints =
        EvaluationOptions.standard().withTarget(EvaluationOptions.Target.KEYPOINTS);
    assertThrows(UserException.class, () -> new LvisMetric().start(truth(null), keypoints));
  }
}
