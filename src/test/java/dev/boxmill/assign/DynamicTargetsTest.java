package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SimOTA and task-aligned assignment on nine points, 4, 12 and 20 across and down, by hand. */
final class DynamicTargetsTest {
  private static final AnchorGrid GRID = AnchorGrid.points(24, 24, 8);

  /** Overlaps with 0, 0, 16, 16: 1, .5, 0, .5, .25, and 0 for the rest. */
  private static final double[] PREDICTED = {
    0, 0, 16, 16, 0, 0, 16, 8, 90, 90, 99, 99, 0, 0, 8, 16, 8, 8, 16, 16, 90, 90, 99, 99, 90, 90,
    99, 99, 90, 90, 99, 99, 90, 90, 99, 99
  };

  @Test
  void simOtaTakesAsManyPointsAsTheOverlapsAddUpTo() {
    // 1 + .5 + .5 + .25 = 2.25: two points, where the cost is least; points 1 and 3 tie. The second
    // object overlaps no prediction: one point all the same, the one inside it.
    double[] boxes = {0, 0, 16, 16, 16, 16, 24, 24};
    float[] scores = new float[9];
    Arrays.fill(scores, .25f);
    Assignment found =
        new SimOta(GRID).assign(new Predictions(PREDICTED, scores), boxes, new int[2]);
    assertEquals(Map.of(0, 0, 1, 0, 8, 1), YoloTargetsTest.matches(found));
    assertEquals(.5, found.quality(1), 1e-12);
  }

  @Test
  void simOtaSettlesContestedPointsByCost() {
    // The same box twice, of two classes: both want points 0 and 1, and their classes decide.
    double[] boxes = {0, 0, 16, 16, 0, 0, 16, 16};
    float[] scores = new float[18];
    Arrays.fill(scores, .04f);
    scores[1] = .64f;
    scores[2] = .64f;
    SimOta simOta = new SimOta(GRID);
    Predictions predicted = new Predictions(PREDICTED, scores);
    Assignment found = simOta.assign(predicted, boxes, new int[] {0, 1});
    assertEquals(1, found.truth(0));
    assertEquals(0, found.truth(1));
    // Of the same class, the earlier one takes all, and the other is left with nothing.
    assertEquals(
        Map.of(0, 0, 1, 0),
        YoloTargetsTest.matches(simOta.assign(predicted, boxes, new int[] {0, 0})));
    assertEquals(0, simOta.assign(predicted, new double[0], new int[0]).positives());
  }

  @Test
  void simOtaPrefersPointsInsideAndNearTheCentre() {
    // 40 x 40 in a field of 8 x 8 points: the centre 32, reach 20. The point (20, 20) is both
    // inside and near; (60, 60) is neither, so no candidate, whatever its prediction.
    AnchorGrid grid = AnchorGrid.points(64, 64, 8);
    double[] predicted = new double[4 * 64];
    double[] boxes = {12, 12, 52, 52};
    System.arraycopy(boxes, 0, predicted, 4 * 63, 4);
    float[] scores = new float[64];
    Arrays.fill(scores, .25f);
    Assignment found =
        new SimOta(grid).assign(new Predictions(predicted, scores), boxes, new int[1]);
    // Inside and strictly within 20 of 32 are 20 to 44; the first of equals is (20, 20).
    assertEquals(Map.of(grid.index(0, 2, 2, 0), 0), YoloTargetsTest.matches(found));
  }

  @Test
  void toodNormalisesByTheBestOfTheTruth() {
    // t: .5 x 1, .8 x .5^6 = .0125, score 0: not taken, 1 x .25^6 = .000244. The highest overlap
    // is 1, so qualities are t / .5.
    float[] scores = {.5f, .8f, 0, 0, 1, 0, 0, 0, 1};
    double[] boxes = {0, 0, 16, 16};
    Predictions predicted = new Predictions(PREDICTED, scores);
    Assignment found = TaskAligned.tood(GRID).assign(predicted, boxes, new int[1]);
    assertEquals(Map.of(0, 0, 1, 0, 4, 0), YoloTargetsTest.matches(found));
    assertEquals(1, found.quality(0), 1e-12);
    assertEquals(.025, found.quality(1), 1e-8);
    assertEquals(Math.pow(.25, 6) / .5, found.quality(4), 1e-12);
    float[] targets = QualityTargets.of(found, new int[] {1}, 2);
    assertArrayEquals(new float[] {0, 1, 0, .025f}, Arrays.copyOf(targets, 4), 1e-7f);
  }

  @Test
  void taskAlignedGivesAPointToTheLargerOverlap() {
    // The second truth is point 1's prediction; point 0's overlaps it by half, the first wholly.
    float[] scores = new float[9];
    Arrays.fill(scores, .5f);
    double[] boxes = {0, 0, 16, 16, 0, 0, 16, 8};
    Assignment found =
        TaskAligned.tood(GRID).assign(new Predictions(PREDICTED, scores), boxes, new int[2]);
    assertEquals(Map.of(0, 0, 1, 1, 3, 0, 4, 0), YoloTargetsTest.matches(found));
  }

  @Test
  void toodTakesThirteenPointsAndYoloV8Ten() {
    AnchorGrid grid = AnchorGrid.points(64, 64, 8);
    double[] boxes = {0, 0, 64, 64};
    double[] predicted = new double[4 * 64];
    float[] scores = new float[64];
    for (int p = 0; p < 64; p++) {
      System.arraycopy(boxes, 0, predicted, 4 * p, 4);
      scores[p] = p < 20 ? .2f : .1f;
    }
    Predictions all = new Predictions(predicted, scores);
    int[] tood = TaskAligned.tood(grid).assign(all, boxes, new int[1]).truths();
    int[] yoloV8 = TaskAligned.yoloV8(grid).assign(all, boxes, new int[1]).truths();
    for (int p = 0; p < 64; p++) {
      assertEquals(p < 13 ? 0 : -1, tood[p]);
      assertEquals(p < 10 ? 0 : -1, yoloV8[p]);
    }
  }
}
