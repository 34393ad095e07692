package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calibration by hand, and its matching against COCO's. */
class CalibrationRulesTest {
  static final double ROUNDING = 1e-12;

  /**
   * Objects of 10 x 10: of class 1 at x 0, 100 and 200, of class 2 at x 300, and a crowd of class 1
   * at x 400.
   */
  static Annotations truth() {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    rows.add(new GroundTruth(1, 1, 1, 0, 0, 10, 10, 100, false));
    rows.add(new GroundTruth(2, 1, 1, 100, 0, 10, 10, 100, false));
    rows.add(new GroundTruth(3, 1, 1, 200, 0, 10, 10, 100, false));
    rows.add(new GroundTruth(4, 1, 2, 300, 0, 10, 10, 100, false));
    rows.add(new GroundTruth(5, 1, 1, 400, 0, 10, 10, 100, true));
    return new Annotations(
        ImageTable.of(new ImageInfo(1, "a.jpg", 640, 480)),
        List.of(new Category(1, "cat", ""), new Category(2, "dog", ""), new Category(3, "owl", "")),
        rows.build());
  }

  /** Boxes of 10 x 10: class, x, score in turn. */
  static DetectionTable detections(double... classXScore) {
    DetectionTable.Builder rows = new DetectionTable.Builder();
    for (int i = 0; i < classXScore.length; i += 3) {
      rows.add(1, (int) classXScore[i], classXScore[i + 1], 0, 10, 10, classXScore[i + 2], i);
    }
    return rows.build();
  }

  private static MetricResult result(Metric metric, EvaluationOptions options, DetectionTable all) {
    Metric.Evaluation evaluation = metric.start(truth(), options);
    evaluation.add(all);
    return evaluation.result();
  }

  static MetricResult result(Metric metric, DetectionTable all) {
    return result(metric, EvaluationOptions.standard(), all);
  }

  static ResultTable table(MetricResult result, String name) {
    return result.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  static void assertStatistics(Map<String, Double> expected, MetricResult result) {
    expected.forEach((k, v) -> assertEquals(v, result.statistics().get(k), ROUNDING, k));
  }

  /** Shifted by 2.5 of 10, two boxes share 75 of 125: IoU .6. */
  static final double SHIFT = 2.5;

  @Test
  void calibrationByHand() {
    MetricResult result =
        result(
            new CalibrationMetric(),
            detections(
                1,
                0,
                .91, // IoU 1, bin 22 [.88, .92)
                1,
                100 + SHIFT,
                .89, // IoU .6, bin 22
                1,
                100,
                .90, // takes the object first, IoU 1: so the one above hits nothing
                1,
                200 + SHIFT,
                .50, // IoU .6, bin 12 [.48, .52)
                1,
                401,
                .70, // on the crowd: left out
                2,
                300 + SHIFT,
                1, // IoU .6, bin 24
                2,
                0,
                .02)); // bin 0, nothing there: its class is the cat's
    // Cats: bin 22 has 3, 2 hit, mean score .9; bin 12 has 1, a hit, score .5.
    double cats = 3 / 4. * (.9 - 2 / 3.) + 1 / 4. * (1 - .5);
    // With IoU: bin 22 earns 2/3 * 1, bin 12 earns 1 * .6.
    double catsLa = 3 / 4. * (.9 - 2 / 3.) + 1 / 4. * (.6 - .5);
    // Dogs: bin 24 has one hit of score 1 and IoU .6; bin 0 a miss of score .02.
    double dogsLa = 1 / 2. * .4 + 1 / 2. * .02;
    double pooled = 3 / 6. * (.9 - 2 / 3.) + 1 / 6. * (1 - .5) + 1 / 6. * 0 + 1 / 6. * .02;
    assertStatistics(
        Map.of(
            "DECE", pooled,
            "LaECE", (catsLa + dogsLa) / 2,
            "meanScore", (.91 + .89 + .90 + .50 + 1 + .02) / 6,
            "precision", 4 / 6.,
            "meanIoU", (1 + 1 + .6 + .6) / 4),
        result);
    // Hits as (score, IoU): (.91, 1) (.90, 1) (.5, .6) (1, .6); means .8275 and .8. Deviations of
    // IoU are all .2, so the sum of products is .2 (.0825 + .0725 + .3275 - .1725) = .062.
    double xx = .0825 * .0825 + .0725 * .0725 + .3275 * .3275 + .1725 * .1725;
    assertStatistics(Map.of("scoreIoUCorrelation", .062 / Math.sqrt(xx * 4 * .04)), result);
    List<List<Object>> perClass = table(result, "perClass").rows();
    assertEquals(cats, (double) perClass.get(0).get(2), ROUNDING);
    assertEquals(List.of(4L, 3L), perClass.get(0).subList(8, 10), "detections and hits of cats");
    assertEquals(-1.0, perClass.get(2).get(2), "owls have no detections");
    List<Object> bin = table(result, "reliability").rows().get(22);
    assertEquals(3L, bin.get(2));
    assertEquals(2 / 3., (double) bin.get(4), ROUNDING);
    assertEquals(
        List.of(
            List.of(.5, .55, .6, .65, 1L),
            List.of(.9, .95, .95, 1.0, 2L),
            List.of(.95, 1.0, .6, .65, 1L)),
        table(result, "score-iou").rows());
  }

  @Test
  void scoresThatAreNoProbabilitiesAreLeftOutAndCounted() {
    MetricResult result =
        result(new CalibrationMetric(), detections(1, 0, 4.2, 1, 100, -1.1, 1, 200, .5));
    assertStatistics(Map.of("scoresOutside", 2., "meanScore", .5, "precision", 1.), result);
    assertEquals(
        "Calibration at IoU 0.50: 1 detections; 2 more left out, scores not in 0..1",
        result.summary().get(0));
  }

  @Test
  void withoutDetectionsNothingIsDefined() {
    MetricResult result = result(new CalibrationMetric(), detections());
    assertStatistics(Map.of("DECE", -1., "LaECE", -1., "precision", -1.), result);
  }

  @Test
  void optionsChangeTheMatching() {
    EvaluationOptions strict = EvaluationOptions.standard().withIous(List.of(.7));
    DetectionTable shifted = detections(2, 300 + SHIFT, .9);
    assertStatistics(Map.of("precision", 1.), result(new CalibrationMetric(), shifted));
    assertStatistics(Map.of("precision", 0.), result(new CalibrationMetric(), strict, shifted));
    EvaluationOptions one = EvaluationOptions.standard().withMaxDetections(List.of(1));
    DetectionTable two = detections(1, 0, .9, 1, 50, .8);
    assertStatistics(Map.of("precision", 1.), result(new CalibrationMetric(), one, two));
    EvaluationOptions sure = EvaluationOptions.standard().withMinScore(.85);
    assertStatistics(Map.of("precision", 1.), result(new CalibrationMetric(), sure, two));
    EvaluationOptions pooled = EvaluationOptions.standard().withCategoriesPooled(true);
    DetectionTable confused = detections(2, 0, .9);
    assertStatistics(Map.of("precision", 1.), result(new CalibrationMetric(), pooled, confused));
  }

  @Test
  void hitsAreThoseOfCocosMatching() {
    Annotations truth = Golden.truth(Golden.EDGE_TRUTH);
    DetectionTable all = Golden.detections(Golden.EDGE_DETECTIONS);
    BoxMatches coco = BoxMatches.of(truth, all, .5);
    long hits = 0;
    long falsePositives = 0;
    for (int row = 0; row < all.size(); row++) {
      falsePositives += coco.falsePositive(row) ? 1 : 0;
    }
    for (int row = 0; row < truth.groundTruths().size(); row++) {
      hits += coco.truthFound(row) && !truth.groundTruths().crowd(row) ? 1 : 0;
    }
    long found = 0;
    long outcomes = 0;
    ScoredMatcher matcher = new ScoredMatcher("test", truth, EvaluationOptions.standard());
    for (byte[] piece : matcher.match(all).values()) {
      ScoredMatches matches = ScoredMatches.read(List.of(piece));
      outcomes += matches.size();
      for (int i = 0; i < matches.size(); i++) {
        found += matches.hit(i) ? 1 : 0;
      }
    }
    assertTrue(hits > 0 && falsePositives > 0, "a fixture with both");
    assertEquals(hits, found);
    assertEquals(falsePositives, outcomes - found);
  }
}
