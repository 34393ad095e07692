package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each kind of error by hand. Boxes are 10 x 10 unless said otherwise: moved by d they overlap by
 * (10 - d) / (10 + d), so 1/3 when moved by 5 and 2/3 when moved by 2.
 */
class TideRulesTest {
  private static final double ROUNDING = 1e-12;

  /** AP where the first of two objects is found with precision 1: 51 of 101 recall levels. */
  private static final double HALF = 100 * 51.0 / 101;

  private static final int CAT = 1;
  private static final int DOG = 2;
  private static final int OWL = 3;

  private final List<GroundTruth> objects = new ArrayList<>();
  private final DetectionTable.Builder found = new DetectionTable.Builder();
  private EvaluationOptions options = EvaluationOptions.standard();

  private void object(long image, int category, double x, double w, boolean crowd) {
    objects.add(new GroundTruth(objects.size() + 1, image, category, x, 0, w, 10, w * 10, crowd));
  }

  private void object(int category, double x) {
    object(1, category, x, 10, false);
  }

  private void detect(long image, int category, double x, double w, double score) {
    found.add(image, category, x, 0, w, 10, score, found.size());
  }

  private void detect(int category, double x, double score) {
    detect(1, category, x, 10, score);
  }

  private MetricResult result() {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    objects.forEach(rows::add);
    Annotations truth =
        new Annotations(
            ImageTable.of(new ImageInfo(1, "b.jpg", 300, 10), new ImageInfo(0, "a.jpg", 300, 10)),
            List.of(
                new Category(CAT, "cat", ""),
                new Category(DOG, "dog", ""),
                new Category(OWL, "owl", "")),
            rows.build());
    Metric.Evaluation evaluation = new TideMetric().start(truth, options);
    DetectionTable all = found.build();
    for (int row = 0; row < all.size(); row++) {
      found.add(all, row); // so that a test can go on
    }
    evaluation.add(all);
    return evaluation.result();
  }

  private static void assertAp(double expected, MetricResult result) {
    assertEquals(expected, result.statistics().get("AP"), ROUNDING, "AP");
  }

  private static void assertCost(double expected, String type, MetricResult result) {
    assertEquals(expected, result.statistics().get("dAP" + type), ROUNDING, type);
  }

  /** Counts of Cls, Loc, Both, Dupe, Bkg, Miss. */
  private static void assertCounts(MetricResult result, long... expected) {
    List<Long> counts =
        result.tables().get(0).rows().stream().limit(6).map(row -> (Long) row.get(1)).toList();
    assertEquals(Arrays.stream(expected).boxed().toList(), counts);
  }

  @Test
  void locIsTheRightClassWithABoxThatIsOff() {
    object(CAT, 0);
    object(CAT, 50);
    detect(CAT, 55, .9);
    detect(CAT, 0, .5);
    MetricResult result = result();
    assertCounts(result, 0, 1, 0, 0, 0, 0);
    // A false positive, then one of two objects: precision 1/2 up to recall 1/2.
    assertAp(HALF / 2, result);
    // Mended, both are found at once. So the second object is not missed.
    assertCost(100 - HALF / 2, "Loc", result);
    assertCost(0, "Miss", result);
    // Without the false positive: precision 1 up to recall 1/2.
    assertCost(HALF / 2, "FalsePos", result);
    // Without the second object: precision 1/2 up to recall 1.
    assertCost(50 - HALF / 2, "FalseNeg", result);
  }

  @Test
  void clsIsTheRightBoxWithTheWrongClassAndMovesToTheRightOne() {
    object(CAT, 0);
    object(CAT, 50);
    object(DOG, 200);
    detect(DOG, 50, .9);
    detect(DOG, 200, .8);
    detect(CAT, 0, .5);
    MetricResult result = result();
    assertCounts(result, 1, 0, 0, 0, 0, 0);
    // Cats: one of two. Dogs: a false positive before the only object, precision 1/2.
    assertAp((HALF + 50) / 2, result);
    // Mended, dogs lose the false positive and cats win the second object.
    assertCost(100 - (HALF + 50) / 2, "Cls", result);
    List<Object> cat = result.tables().get(1).rows().get(0);
    List<Object> dog = result.tables().get(1).rows().get(1);
    assertEquals("dAPCls", result.tables().get(1).columns().get(3));
    assertEquals(100 - HALF, (double) cat.get(3), ROUNDING, "cats");
    assertEquals(50, (double) dog.get(3), ROUNDING, "dogs");
  }

  @Test
  void bothIsTheWrongClassWithABoxThatIsOffAndDoesNotExcuseTheMiss() {
    object(CAT, 0);
    object(CAT, 50);
    object(DOG, 200);
    detect(DOG, 55, .9);
    detect(DOG, 200, .8);
    detect(CAT, 0, .5);
    MetricResult result = result();
    assertCounts(result, 0, 0, 1, 0, 0, 1);
    assertAp((HALF + 50) / 2, result);
    // Dropped, dogs rise from 50 to 100; cats stay.
    assertCost(25, "Both", result);
    // Not asked for the second cat, cats rise from HALF to 100; dogs stay.
    assertCost((100 - HALF) / 2, "Miss", result);
  }

  @Test
  void dupeIsAnObjectFoundAlready() {
    object(CAT, 0);
    object(CAT, 50);
    detect(CAT, 0, .9);
    detect(CAT, 2, .8);
    detect(CAT, 50, .5);
    MetricResult result = result();
    assertCounts(result, 0, 0, 0, 1, 0, 0);
    // Precision 1 at 51 levels, then 2 of 3 at 50 levels.
    double ap = HALF + 100 * 50 * 2 / 3.0 / 101;
    assertAp(ap, result);
    assertCost(100 - ap, "Dupe", result);
  }

  @Test
  void bkgIsWhereNothingIsAlsoInAnImageWithoutObjects() {
    object(CAT, 0);
    detect(CAT, 200, .9);
    detect(0, CAT, 0, 10, .8);
    detect(CAT, 0, .5);
    MetricResult result = result();
    assertCounts(result, 0, 0, 0, 0, 2, 0);
    // The only object after two false positives.
    assertAp(100 / 3.0, result);
    assertCost(100 - 100 / 3.0, "Bkg", result);
    assertCost(100 - 100 / 3.0, "FalsePos", result);
  }

  @Test
  void missIsAnObjectThatNothingMeantAlsoInAnImageWithoutDetections() {
    object(CAT, 0);
    object(0, CAT, 50, 10, false);
    detect(CAT, 0, .9);
    MetricResult result = result();
    assertCounts(result, 0, 0, 0, 0, 0, 1);
    assertAp(HALF, result);
    assertCost(100 - HALF, "Miss", result);
    assertCost(100 - HALF, "FalseNeg", result);
    assertCost(0, "FalsePos", result);
  }

  @Test
  void onlyTheBestOfThoseThatMeantAnObjectIsMendedWhateverItsError() {
    object(CAT, 0);
    object(CAT, 50);
    object(DOG, 200);
    detect(DOG, 200, .99);
    detect(CAT, 0, .95);
    detect(DOG, 50, .9);
    detect(CAT, 55, .8);
    MetricResult result = result();
    assertCounts(result, 1, 1, 0, 0, 0, 0);
    assertAp((HALF + 100) / 2, result);
    // The second cat is the Cls error's: mended, cats are hit, hit, false positive.
    assertCost((100 - HALF) / 2, "Cls", result);
    // The Loc error is dropped; it came after the only hit, so nothing is won.
    assertCost(0, "Loc", result);
    assertCost(0, "Miss", result);
  }

  @Test
  void locOfAnObjectThatIsFoundIsDropped() {
    object(CAT, 0);
    detect(CAT, 5, .9);
    detect(CAT, 0, .8);
    MetricResult result = result();
    assertCounts(result, 0, 1, 0, 0, 0, 0);
    assertAp(50, result);
    assertCost(50, "Loc", result);
  }

  @Test
  void boundsOfLocAreInclusiveAndOfBkgToo() {
    object(CAT, 0);
    detect(CAT, 0, .9);
    // 20 wide over 10: IoU is .5 exactly. The object is taken, yet this is Loc, not Dupe.
    detect(1, CAT, 0, 20, .8);
    // 100 wide over 10: .1 exactly. Loc for the same class, Bkg for another.
    detect(1, CAT, 0, 100, .7);
    detect(1, DOG, 0, 100, .6);
    // .5 exactly with another class: Cls.
    detect(1, DOG, 0, 20, .5);
    assertCounts(result(), 1, 2, 0, 0, 1, 0);
  }

  @Test
  void halfOverlapFindsAnObject() {
    object(CAT, 0);
    detect(1, CAT, 0, 20, .8);
    assertAp(100, result());
  }

  @Test
  void aCrowdOfTheClassTakesDetectionsOutOfApButNotOutOfTheCounts() {
    object(CAT, 0);
    object(1, CAT, 100, 100, true);
    detect(CAT, 120, .9);
    detect(CAT, 0, .8);
    MetricResult result = result();
    assertAp(100, result);
    assertCounts(result, 0, 0, 0, 0, 1, 0);
    assertEquals(0L, result.tables().get(0).rows().get(6).get(1), "no false positive");
    assertEquals(1, result.tables().get(1).rows().get(0).get(15), "a crowd is no object");
    // Of another class it is a plain false positive. Half inside is not inside.
    detect(CAT, 95, .85);
    detect(DOG, 150, .7);
    MetricResult more = result();
    assertAp(50, more);
    assertEquals(2L, more.tables().get(0).rows().get(6).get(1), "two false positives");
  }

  @Test
  void aDetectionInACrowdIsAHitOnceMended() {
    object(CAT, 0);
    object(CAT, 150);
    object(1, CAT, 100, 100, true);
    detect(CAT, 155, .9);
    detect(CAT, 0, .8);
    MetricResult result = result();
    assertAp(HALF, result);
    assertCost(100 - HALF, "Loc", result);
  }

  @Test
  void classesWithoutObjectsAreInNoMeanUnlessStrict() {
    object(CAT, 0);
    detect(CAT, 0, .9);
    detect(OWL, 200, .8);
    MetricResult corrected = result();
    assertAp(100, corrected);
    assertCost(0, "Bkg", corrected);
    assertEquals(-1.0, corrected.tables().get(1).rows().get(2).get(2), "owls");
    options = options.withMode(Metric.Mode.STRICT);
    MetricResult strict = result();
    // Owls count as 0 until their only detection is dropped, which takes them out of the mean.
    assertAp(50, strict);
    assertCost(50, "Bkg", strict);
    assertCounts(strict, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void equalScoresGoByImageIdOrStrictlyByPlaceInTheFile() {
    object(0, CAT, 0, 10, false);
    detect(1, CAT, 0, 10, .5);
    detect(0, CAT, 0, 10, .5);
    MetricResult corrected = result();
    assertAp(100, corrected);
    // Mending puts errors first among equal scores: 50, but nothing is ever lost.
    assertCost(0, "Dupe", corrected);
    options = options.withMode(Metric.Mode.STRICT);
    assertAp(50, result());
  }

  @Test
  void theLimitIsOnAllClassesTogether() {
    object(CAT, 0);
    detect(DOG, 200, .9);
    detect(CAT, 0, .5);
    options = options.withMaxDetections(List.of(1));
    MetricResult result = result();
    assertAp(0, result);
    assertCounts(result, 0, 0, 0, 0, 1, 1);
  }

  @Test
  void nothingFoundAndNothingToFind() {
    object(CAT, 0);
    object(DOG, 0);
    MetricResult nothingFound = result();
    assertAp(0, nothingFound);
    assertCounts(nothingFound, 0, 0, 0, 0, 0, 2);
    assertCost(-1, "Miss", nothingFound); // no object would be left
    assertCost(0, "Loc", nothingFound);
    objects.clear();
    detect(CAT, 0, .9);
    MetricResult nothingToFind = result();
    nothingToFind.statistics().forEach((name, value) -> assertEquals(-1, value, 0, name));
    assertCounts(nothingToFind, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void summaryHasTheReferencesTables() {
    object(CAT, 0);
    object(CAT, 50);
    detect(CAT, 55, .9);
    detect(CAT, 0, .5);
    List<String> lines = result().summary();
    assertEquals("bbox AP @ 50: 25.25", lines.get(0));
    assertEquals(
        "  Type       Cls       Loc      Both      Dupe       Bkg      Miss", lines.get(4));
    assertEquals(
        "   dAP      0.00     74.75      0.00      0.00      0.00      0.00", lines.get(5));
    assertEquals("  Type  FalsePos  FalseNeg", lines.get(10));
    assertEquals("   dAP     25.25     24.75", lines.get(11));
  }

  @Test
  void unfitOptionsAreToldInOneLine() {
    options = EvaluationOptions.standard().withIous(List.of(.05));
    assertEquals(
        "IoU threshold 0.05: for tide give at least 0.1, below which all is background",
        assertThrows(UserException.class, this::result).getMessage());
    options = EvaluationOptions.standard().withTarget(EvaluationOptions.Target.KEYPOINTS);
    assertEquals(
        "tide compares boxes or masks, not keypoints: leave tide out or choose another target",
        assertThrows(UserException.class, this::result).getMessage());
  }
}
