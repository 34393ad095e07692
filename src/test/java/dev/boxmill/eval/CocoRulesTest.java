package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CocoRulesTest {
  private static final double ROUNDING = 1e-15;

  private static Annotations truth(GroundTruth... truths) {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    List.of(truths).forEach(rows::add);
    return new Annotations(
        ImageTable.of(new ImageInfo(1, "b.jpg", 100, 80), new ImageInfo(0, "a.jpg", 100, 80)),
        List.of(new Category(1, "cat", ""), new Category(2, "dog", "")),
        rows.build());
  }

  private static GroundTruth box(long id, long image, double x, boolean crowd) {
    return new GroundTruth(id, image, 1, x, 0, 10, 10, 100, crowd);
  }

  private static DetectionTable detections(double... imageXScore) {
    DetectionTable.Builder rows = new DetectionTable.Builder();
    for (int i = 0; i < imageXScore.length; i += 3) {
      rows.add((long) imageXScore[i], 1, imageXScore[i + 1], 0, 10, 10, imageXScore[i + 2], i);
    }
    return rows.build();
  }

  @Test
  void anObjectOfIdZeroIsFoundUnlessStrict() {
    Annotations truth = truth(box(0, 1, 0, false), box(5, 1, 50, false));
    DetectionTable all = detections(1, 0, .9, 1, 50, .8);
    assertEquals(1, CocoMetric.evaluate(truth, all).statistics().get("AP"), ROUNDING);
    CocoEvaluation strict =
        new CocoMetric().start(truth, EvaluationOptions.standard().withMode(Metric.Mode.STRICT));
    strict.add(all);
    // One false positive before the only hit: precision 1/2 up to recall 1/2, at 51 of 101 levels.
    assertEquals(0.5 * 51 / 101, strict.result().statistics().get("AP"), ROUNDING);
  }

  @Test
  void apIsReadAtTheLargestLimitAndThresholdsAreFoundDespiteRounding() {
    Annotations truth = truth(box(1, 1, 0, false));
    DetectionTable all = detections(1, 0, .9);
    CocoParameters odd =
        CocoParameters.standard().withMaxDetections(7).withIouThresholds(0.1 + 0.4, 0.25 * 3);
    CocoEvaluation evaluation = new CocoMetric().start(truth, odd);
    evaluation.add(all);
    assertEquals(1, evaluation.result().statistics().get("AP"), ROUNDING);
    CocoEvaluation summed =
        new CocoMetric().start(truth, odd.withIouThresholds(Math.nextDown(0.5)));
    summed.add(all);
    assertEquals(1, summed.result().statistics().get("AP50"), ROUNDING);
    assertEquals(-1, summed.result().statistics().get("AP75"), 0, "no such threshold");
  }

  @Test
  void aCrowdExcusesAnyNumberOfDetections() {
    Annotations truth = truth(box(1, 1, 0, false), box(2, 1, 50, true));
    DetectionTable all = detections(1, 50, .9, 1, 50, .8, 1, 50, .7, 1, 0, .1);
    assertEquals(1, CocoMetric.evaluate(truth, all).statistics().get("AP"), ROUNDING);
  }

  @Test
  void everyClassIsListed() {
    CocoResult result = CocoMetric.evaluate(truth(box(1, 1, 0, false)), detections(1, 0, .9));
    assertEquals(
        List.of(
            new ClassScore(1, "cat", 1, 1, 1, 1, 1), new ClassScore(2, "dog", -1, -1, -1, 0, 0)),
        result.perClass().stream().map(CocoRulesTest::rounded).toList());
    assertEquals(30, result.curves().size(), "10 thresholds of the mean and two classes");
    Curve mean = result.curves().get(0);
    assertEquals(Curve.MEAN, mean.categoryId());
    assertEquals(101, mean.points().size());
    assertEquals(-1, mean.points().get(0).score(), 0, "a mean has no score");
    assertEquals(.9, result.curves().get(10).points().get(100).score(), 0, "copied");
  }

  private static ClassScore rounded(ClassScore s) {
    return new ClassScore(
        s.categoryId(),
        s.name(),
        Math.rint(s.ap() * 1e12) / 1e12,
        Math.rint(s.ap50() * 1e12) / 1e12,
        Math.rint(s.ar100() * 1e12) / 1e12,
        s.groundTruths(),
        s.detections());
  }

  @Test
  void summaryHasTheReferencesShape() {
    CocoResult result = CocoMetric.evaluate(truth(box(1, 1, 0, false)), detections(1, 0, .9));
    List<String> lines = result.summary();
    assertEquals(12, lines.size());
    assertEquals(
        " Average Precision  (AP) @[ IoU=0.50:0.95 | area=   all | maxDets=100 ] = 1.000",
        lines.get(0));
    assertEquals(
        " Average Precision  (AP) @[ IoU=0.50      | area=   all | maxDets=100 ] = 1.000",
        lines.get(1));
    assertEquals(
        " Average Recall     (AR) @[ IoU=0.50:0.95 | area=medium | maxDets=100 ] = -1.000",
        lines.get(10));
  }

  @Test
  void metricsJsonHoldsNamesAndNumbers() throws IOException {
    CocoResult result = CocoMetric.evaluate(truth(box(1, 1, 0, false)), detections(1, 0, .9));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetricsJson.write(List.of(result), out);
    JsonNode coco = new ObjectMapper().readTree(out.toByteArray()).get("coco");
    result.statistics().forEach((k, v) -> assertEquals(v, coco.get(k).asDouble(), 0, k));
    assertEquals("dog", coco.at("/perClass/1/name").asText());
    assertEquals(-1, coco.at("/perClass/1/AP50").asDouble(), 0, "printed");
    assertEquals(1, coco.at("/perClass/0/groundTruths").asInt());
    assertEquals(13, coco.size());
  }

  @Test
  void galleryStartsWithTheWorstImage() {
    Annotations truth = truth(box(1, 0, 0, false), box(2, 1, 0, false), box(3, 1, 50, true));
    DetectionTable all = detections(1, 0, .9, 1, 52, .8, 0, 30, .7, 0, 0, .2, 0, 60, .01);
    WorstImages worst = new WorstImages(truth, 9);
    WorstImages part = new WorstImages(truth, 9);
    part.add(all);
    worst.mergeSaved(part.save());
    // Image 0: one false positive and one miss at .3; image 1: a hit and one excused by the crowd.
    assertEquals(List.of(0L, 1L), Arrays.stream(worst.ids()).boxed().toList());
    List<Example> examples = worst.examples(Map.of(1L, "/data/b.jpg"));
    WorstImages one = new WorstImages(truth, 1);
    one.mergeSaved(part.save());
    assertEquals(examples.subList(0, 1), one.examples(Map.of()));
    assertEquals("a.jpg", examples.get(0).path());
    assertEquals("/data/b.jpg", examples.get(1).path());
    assertEquals(
        List.of(false, true),
        examples.get(0).detections().stream().map(Example.DetectionMark::matched).toList());
    assertTrue(examples.get(0).groundTruths().get(0).matched());
    assertEquals(2, examples.get(1).groundTruths().size());
  }

  @Test
  void recallLevelsAreReachedExactly() {
    for (int positives : new int[] {1, 3, 10, 97, 36781}) {
      int[] needed = RecallGrid.needed(positives);
      for (int r = 0; r < RecallGrid.SIZE; r++) {
        int count = needed[r];
        assertTrue((double) count / positives >= RecallGrid.level(r));
        assertTrue(count == 0 || (double) (count - 1) / positives < RecallGrid.level(r));
      }
    }
    assertEquals(0.01 * 29, RecallGrid.level(29), 0, "not 29 / 100");
  }

  @Test
  void sortIsStableAndFalling() {
    Random random = new Random(3);
    for (int n : new int[] {0, 1, 2, 40, 64, 65, 5000}) {
      double[] scores = random.doubles(n).map(d -> Math.rint(d * 50) / 25 - 1).toArray();
      long[] keys = Arrays.stream(scores).mapToLong(RadixSort::descending).toArray();
      int[] order = RadixSort.order(keys);
      for (int i = 1; i < n; i++) {
        double before = scores[order[i - 1]];
        double now = scores[order[i]];
        assertTrue(before > now || (before == now && order[i - 1] < order[i]));
      }
      assertEquals(n, Arrays.stream(order).distinct().count());
    }
  }

  /** An unknown protocol is answered with the known ones. */
  @Test
  void anUnknownProtocolIsAnsweredWithTheKnown() {
    assertTrue(Metrics.all().stream().anyMatch(m -> m.id().equals("coco")));
    assertEquals(
        "--protocol cocoa: unknown; known: "
            + Stream.concat(Metrics.all().stream().map(Metric::id), Stream.of("panoptic"))
                .sorted()
                .collect(Collectors.joining(", ")),
        assertThrows(UserException.class, () -> Metrics.find("cocoa")).getMessage());
  }
}
