package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.boxmill.error.UserException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Suppressions worked by hand. Three boxes of 10 x 10: A at x = 0, B at x = 2, C at x = 20. IoU(A,
 * B) = 80 / 120 = 2/3; C overlaps neither. Scores .9, .8, .7.
 */
final class SuppressionTest {
  private static final double TOLERANCE = 1e-12;
  private static final double IOU = 2 / 3.0;
  private static final double[] EDGES = {0, 0, 10, 10, 2, 0, 12, 10, 20, 0, 30, 10};

  private static ScoredBoxes boxes(int... classes) {
    return new ScoredBoxes(
        3,
        EDGES,
        new double[] {.9, .8, .7},
        classes,
        new double[] {.5, .6, .7},
        new double[] {1, 1, 1, 1, 4, 4, 4, 4, 1, 1, 1, 1});
  }

  private static Survivors run(String method, Double iou, ScoredBoxes boxes, boolean agnostic) {
    return new Suppressor(NmsSettings.of(method, iou, null, agnostic), .01, 100).run(boxes);
  }

  private static Survivors run(String method, double iou) {
    return run(method, iou, boxes(0, 0, 0), false);
  }

  private static void check(Survivors s, int[] indices, double... scores) {
    assertEquals(indices.length, s.size());
    for (int i = 0; i < indices.length; i++) {
      assertEquals(indices[i], s.index(i));
      assertEquals(scores[i], s.score(i), TOLERANCE);
    }
  }

  @Test
  void hardDropsB() {
    check(run("hard", .5), new int[] {0, 2}, .9, .7);
    check(run("hard", IOU), new int[] {0, 1, 2}, .9, .8, .7);
  }

  @Test
  void classesAreApartUnlessAgnostic() {
    check(run("hard", .5, boxes(0, 1, 0), false), new int[] {0, 1, 2}, .9, .8, .7);
    check(run("hard", .5, boxes(0, 1, 0), true), new int[] {0, 2}, .9, .7);
  }

  @Test
  void equalScoresFallToTheLowerIndex() {
    double[] same = {0, 0, 4, 4, 0, 0, 4, 4};
    ScoredBoxes two = new ScoredBoxes(2, same, new double[] {.5, .5}, new int[2], null, null);
    check(run("hard", .5, two, false), new int[] {0}, .5);
    check(run("none", null, two, false), new int[] {0, 1}, .5, .5);
    // 1 - IoU = 0: the second one is gone even for the soft method.
    check(run("soft-linear", .5, two, false), new int[] {0}, .5);
  }

  @Test
  void softLowersBByItsOverlapWithA() {
    check(run("soft-linear", .5), new int[] {0, 2, 1}, .9, .7, .8 / 3);
    check(run("soft-linear", .7), new int[] {0, 1, 2}, .9, .8, .7);
    check(run("soft-gaussian", .5), new int[] {0, 2, 1}, .9, .7, .8 * Math.exp(-IOU * IOU / .5));
  }

  @Test
  void diouSparesBWhoseCentreLiesApart() {
    // Centres 2 apart; the box around both is 12 x 10: penalty 4 / 244.
    double diou = IOU - 4 / 244.0;
    check(run("diou", diou - 1e-9), new int[] {0, 2}, .9, .7);
    check(run("diou", diou + 1e-9), new int[] {0, 1, 2}, .9, .8, .7);
  }

  @Test
  void matrixForgivesBoxesWhoseSuppressorIsADuplicateItself() {
    // D at x = 4: IoU(A, D) = 60 / 140 = 3/7, IoU(B, D) = 2/3, and B overlaps A by 2/3 itself.
    double[] edges = {0, 0, 10, 10, 2, 0, 12, 10, 4, 0, 14, 10};
    double[] scores = {.9, .8, .7};
    ScoredBoxes three = new ScoredBoxes(3, edges, scores, new int[3], null, null);
    double b = .8 * Math.exp(-IOU * IOU / .5);
    // Of A: exp(-(3/7)^2 / .5); of B: exp(-(2/3)^2 / .5) / exp(-(2/3)^2 / .5) = 1. The least
    // counts.
    double d = .7 * Math.exp(-9 / 49.0 / .5);
    check(run("matrix", null, three, false), new int[] {0, 2, 1}, .9, d, b);
  }

  @Test
  void weightedMovesATowardsB() {
    Survivors s = run("weighted", .5);
    check(s, new int[] {0, 2}, .9, .7);
    assertEquals(2 * .8 / 1.7, s.edge(0, 0), TOLERANCE);
    assertEquals(10 + 2 * .8 / 1.7, s.edge(0, 2), TOLERANCE);
    assertEquals(20, s.edge(1, 0), TOLERANCE);
  }

  @Test
  void iouGuidedKeepsTheBetterPlacedBoxWithTheBetterScore() {
    // B is better placed than A, so it stays, with A's score.
    check(run("iou-guided", .5), new int[] {1, 2}, .9, .7);
  }

  @Test
  void softerWeighsBByLikenessOverVariance() {
    Survivors s = run("softer", .5);
    check(s, new int[] {0, 2}, .9, .7);
    double weight = Math.exp(-(1 - IOU) * (1 - IOU) / .02) / 4;
    assertEquals(2 * weight / (1 + weight), s.edge(0, 0), TOLERANCE);
    assertEquals(20, s.edge(1, 0), TOLERANCE);
  }

  @Test
  void maxPoolKeepsThePeaksOfEachChannel() {
    // Sides of 10 lie in level 8; t = .6 gives cells of 8 * .4 / 1.6 = 2. Centres 5, 7, 25 fall
    // into
    // cells 2, 3 and 12: B is beside the better A. With t = .8 cells are 8 * .2 / 1.8 = .89 wide:
    // cells 5, 7, 28, so all are peaks.
    check(run("max-pool", .6), new int[] {0, 2}, .9, .7);
    check(run("max-pool", .8), new int[] {0, 1, 2}, .9, .8, .7);
    // A box twice as large is another channel.
    double[] nested = {0, 0, 10, 10, -5, -5, 15, 15};
    ScoredBoxes two = new ScoredBoxes(2, nested, new double[] {.9, .8}, new int[2], null, null);
    check(run("max-pool", .1, two, false), new int[] {0, 1}, .9, .8);
  }

  @Test
  void nothingGivesNothing() {
    ScoredBoxes none = new ScoredBoxes(0, EDGES, new double[3], new int[3], null, null);
    for (Suppression method : Suppressions.all()) {
      assertEquals(0, run(method.id(), .5, none, false).size(), method.id());
    }
  }

  @Test
  void mistakesAreOneLine() {
    assertEquals(
        "--nms fast: unknown; known: diou, hard, iou-guided, matrix, max-pool, none, soft-gaussian,"
            + " soft-linear, softer, weighted",
        message(() -> NmsSettings.of("fast", .5, null, false)));
    assertEquals(
        "--nms diou: give --nms-iou, for the descriptor has no nms_iou",
        message(() -> NmsSettings.of("diou", null, null, false)));
    assertEquals(
        "--nms-sigma 0.3: --nms hard has no sigma; omit it",
        message(() -> NmsSettings.of(null, .5, .3, false)));
    assertEquals(
        "--nms softer: needs variances of the edges, which the head ssd does not give; choose"
            + " another method",
        message(() -> Suppressions.check("softer", "ssd", Set.of(BoxExtra.LOCALISATION))));
    Suppressions.check("iou-guided", "fcos", Set.of(BoxExtra.LOCALISATION));
  }

  private static String message(Executable call) {
    return assertThrows(UserException.class, call).getMessage();
  }
}
