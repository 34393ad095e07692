package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Rle;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** TIDE of masks: equal to that of boxes where masks fill their boxes, and of its own elsewhere. */
class TideMaskTest {
  private static final int SIDE = 40;

  private final GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
  private final DetectionTable.Builder found = new DetectionTable.Builder();
  private final Random random = new Random(5);
  private int ids;

  /** Columns x to x + w of rows y to y + h, all pixels of them. */
  private static Rle filled(int x, int y, int w, int h) {
    int[] counts = new int[2 * w + 1];
    counts[0] = x * SIDE + y;
    for (int column = 0; column < w; column++) {
      counts[2 * column + 1] = h;
      counts[2 * column + 2] = SIDE - h;
    }
    counts[2 * w] = (SIDE - x - w) * SIDE + SIDE - y - h;
    return new Rle(SIDE, SIDE, counts);
  }

  private void object(int category, int x, int y, int w, int h, Rle mask) {
    objects.add(new GroundTruth(++ids, 1, category, x, y, w, h, w * h, 0, mask, null));
  }

  private void detect(int category, int x, int y, int w, int h, double score, Rle mask) {
    found.add(1, category, x, y, w, h, score, found.size());
    found.mask(mask);
  }

  private static MetricResult evaluate(
      EvaluationOptions.Target target, GroundTruthTable objects, DetectionTable detections) {
    Annotations truth =
        new Annotations(
            ImageTable.of(new ImageInfo(1, "a.jpg", SIDE, SIDE)),
            List.of(new Category(1, "cat", ""), new Category(2, "dog", "")),
            objects);
    Metric.Evaluation evaluation =
        new TideMetric().start(truth, EvaluationOptions.standard().withTarget(target));
    evaluation.add(detections);
    return evaluation.result();
  }

  @Test
  void masksThatFillTheirBoxesGiveTheNumbersOfBoxes() {
    for (int i = 0; i < 12; i++) {
      int x = random.nextInt(20);
      int y = random.nextInt(20);
      int w = 4 + random.nextInt(12);
      int h = 4 + random.nextInt(12);
      object(1 + i % 2, x, y, w, h, filled(x, y, w, h));
      for (int j = 0; j < 4; j++) {
        int left = Math.max(0, x + random.nextInt(7) - 3);
        int top = Math.max(0, y + random.nextInt(7) - 3);
        detect(
            1 + random.nextInt(2), left, top, w, h, random.nextDouble(), filled(left, top, w, h));
      }
    }
    detect(1, 38, 38, 2, 2, .7, filled(38, 38, 2, 2)); // beyond all objects
    GroundTruthTable truth = objects.build();
    DetectionTable detections = found.build();
    MetricResult boxes = evaluate(EvaluationOptions.Target.BOX, truth, detections);
    MetricResult masks = evaluate(EvaluationOptions.Target.MASK, truth, detections);
    assertEquals(boxes.statistics(), masks.statistics());
    assertEquals(boxes.tables().get(0).rows(), masks.tables().get(0).rows());
    List<Object> counts =
        masks.tables().get(0).rows().stream().limit(6).map(row -> row.get(1)).toList();
    assertEquals(false, counts.contains(0L), "every kind of error occurs: " + counts);
  }

  @Test
  void aBoxThatFitsWithAMaskThatDoesNotIsAnErrorOfLocalisation() {
    // Both boxes are 0, 0, 10, 10. The object is the left 8 columns, the detection the right 6:
    // 40 pixels shared of 100, above .1 and below .5.
    object(1, 0, 0, 10, 10, filled(0, 0, 8, 10));
    detect(1, 0, 0, 10, 10, .9, filled(4, 0, 6, 10));
    GroundTruthTable truth = objects.build();
    DetectionTable detections = found.build();
    MetricResult boxes = evaluate(EvaluationOptions.Target.BOX, truth, detections);
    MetricResult masks = evaluate(EvaluationOptions.Target.MASK, truth, detections);
    assertEquals(100, boxes.statistics().get("AP"), 1e-12);
    assertEquals(0, masks.statistics().get("AP"), 0);
    assertEquals(100, masks.statistics().get("dAPLoc"), 1e-12);
    assertEquals("Loc", masks.tables().get(0).rows().get(1).get(0));
    assertEquals(1L, masks.tables().get(0).rows().get(1).get(1));
  }
}
