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
import org.junit.jupiter.api.Test;

/**
 * Two runs over four images, one object of 10 x 10 pixels in each: a cat in images 1 to 3, a dog in
 * image 4.
 */
class ComparisonTest {
  private static final int CAT = 1;
  private static final int DOG = 2;

  private static Annotations truth() {
    GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
    for (int id = 1; id <= 4; id++) {
      int category = id == 4 ? DOG : CAT;
      objects.add(new GroundTruth(id, id, category, 0, 0, 10, 10, 100, 0, null, null));
    }
    return new Annotations(
        ImageTable.of(
            new ImageInfo(1, "a.jpg", 64, 64),
            new ImageInfo(2, "b.jpg", 64, 64),
            new ImageInfo(3, "c.jpg", 64, 64),
            new ImageInfo(4, "d.jpg", 64, 64)),
        List.of(new Category(CAT, "cat", ""), new Category(DOG, "dog", "")),
        objects.build());
  }

  /** Rows of image, class, left edge and score. */
  private static DetectionTable detections(double[]... rows) {
    DetectionTable.Builder table = new DetectionTable.Builder();
    for (double[] r : rows) {
      table.add((long) r[0], (int) r[1], r[2], 0, 10, 10, r[3], table.size());
    }
    return table.build();
  }

  private static Comparison.Run run(String name, int draws, DetectionTable detections) {
    EvaluationOptions options =
        EvaluationOptions.standard().withResampling(Resampling.bootstrap(draws, 3, 0.9));
    List<MetricResult> results =
        List.of(new CocoMetric(), new ImagesMetric()).stream()
            .map(
                metric -> {
                  Metric.Evaluation evaluation = metric.start(truth(), options);
                  evaluation.add(detections);
                  return evaluation.result();
                })
            .toList();
    return new Comparison.Run(name, results);
  }

  /** Finds the cats of images 1 and 2, and something that is none in image 3. */
  private static Comparison.Run first(int draws) {
    return run(
        "first",
        draws,
        detections(
            new double[] {1, CAT, 0, 0.9},
            new double[] {2, CAT, 0, 0.8},
            new double[] {3, CAT, 40, 0.7}));
  }

  /** Finds all cats and the dog, yet sees two cats too many in image 1; one of them is unsure. */
  private static Comparison.Run second(int draws) {
    return run(
        "second",
        draws,
        detections(
            new double[] {1, CAT, 0, 0.9},
            new double[] {2, CAT, 0, 0.8},
            new double[] {3, CAT, 0, 0.7},
            new double[] {1, CAT, 40, 0.6},
            new double[] {1, CAT, 20, 0.4},
            new double[] {4, DOG, 0, 0.9}));
  }

  private static List<List<Object>> rows(Comparison comparison, String table) {
    return comparison.tables().stream()
        .filter(t -> t.name().equals(table))
        .findFirst()
        .orElseThrow()
        .rows();
  }

  @Test
  void imagesThatGainedThenThoseThatLost() {
    Comparison comparison = new Comparison(List.of(first(0), second(0)));
    assertEquals(
        List.of(
            // From one false positive to a hit: -1 to 1.
            List.of("second", 3L, "c.jpg", 2, 0, 1, 1, 0),
            List.of("second", 4L, "d.jpg", 1, 0, 0, 1, 0),
            // The detection that scores .4 is no part of it.
            List.of("second", 1L, "a.jpg", -1, 1, 0, 1, 1)),
        rows(comparison, "images"));
  }

  @Test
  void classesByGain() {
    // Two of three cats: 67 of 101 recall levels (0 to .66) are reached, with precision 1.
    double before = 67 / 101.0;
    List<List<Object>> rows = rows(new Comparison(List.of(first(0), second(0))), "perClass");
    assertEquals(List.of("second", DOG, "dog", 0.0), rows.get(0).subList(0, 4));
    assertEquals(1.0, (double) rows.get(0).get(5), 1e-12);
    assertEquals(List.of("second", CAT, "cat"), rows.get(1).subList(0, 3));
    assertEquals(1 - before, (double) rows.get(1).get(5), 1e-12);
    assertEquals(List.of("", "", "", 0), rows.get(1).subList(6, 10), "without draws");
  }

  @Test
  void bothRunsAreMeasuredOnTheSameDraws() {
    int draws = 400;
    Comparison.Run a = first(draws);
    Comparison comparison =
        new Comparison(List.of(a, second(draws), new Comparison.Run("again", a.results())));
    List<List<Object>> ap =
        rows(comparison, "statistics").stream()
            .filter(r -> r.get(0).equals("coco") && r.get(1).equals("AP"))
            .toList();
    assertEquals(List.of("", "", "", "", 0), ap.get(0).subList(4, 9));
    List<Object> second = ap.get(1);
    assertEquals((double) second.get(3) - (double) ap.get(0).get(3), (double) second.get(4), 0);
    assertTrue((double) second.get(5) <= (double) second.get(4), "low");
    assertTrue((double) second.get(6) >= (double) second.get(4), "high");
    // The second loses nothing anywhere, and gains unless a draw holds images 1 and 2 alone:
    // (1/2)^4 = .0625 of the draws.
    assertEquals(1 - 0.0625, (double) second.get(7), 0.04);
    assertEquals(draws, second.get(8));
    // A run against itself differs in no draw, however much the draws differ.
    assertEquals(List.of(0.0, 0.0, 0.0, 0.0, draws), ap.get(2).subList(4, 9));
  }

  @Test
  void theWorstImagesOfARun() {
    ImagesResult result = (ImagesResult) second(0).results().get(1);
    assertEquals(0.8, result.statistics().get("precision"), 1e-12);
    assertEquals(1, result.statistics().get("recall"), 1e-12);
    assertEquals(8 / 9.0, result.statistics().get("F1"), 1e-12);
    assertEquals(List.of(List.of(1L, "a.jpg", 0, 1, 1, 0)), result.tables().get(0).rows());
  }
}
