package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** DETR's loss by hand: one class and "no object", two predictions. */
final class SetPredictionLossTest {
  private static final double EXACT = 1e-12;
  private static final SetPredictionLoss LOSS = SetPredictionLoss.paper();

  @Test
  void oneMatchedOneLeftOver() {
    // The second prediction has the object's box but for .1 across; all logits are even.
    double[] boxes = {.9, .9, .1, .1, .4, .3, .2, .2};
    double[] truth = {.3, .3, .2, .2};
    double[] logits = new double[4];
    double[] logitGradient = new double[4];
    double[] boxGradient = new double[8];
    SetPredictionLoss.Result result =
        LOSS.of(logits, boxes, new int[] {0}, truth, logitGradient, boxGradient);
    assertArrayEquals(new int[] {-1, 0}, result.objectOf());
    // A weighted mean of ln 2 and ln 2.
    assertEquals(Math.log(2), result.classification(), EXACT);
    assertEquals(5 * .1, result.l1(), EXACT);
    // Half apart: IoU 1/3, and the hull is covered.
    assertEquals(2 * 2 / 3.0, result.giou(), EXACT);
    // Shares .1/1.1 and 1/1.1, each times p - 1 or p.
    double share = 1 / 1.1;
    assertArrayEquals(
        new double[] {.05 * share, -.05 * share, -.5 * share, .5 * share}, logitGradient, EXACT);
    assertArrayEquals(new double[4], Arrays.copyOf(boxGradient, 4), EXACT);
    assertTrue(boxGradient[4] > 5);
  }

  @Test
  void matchingIsOfTheWholeSet() {
    // Both objects like the first prediction best; the pairs that cost least together win.
    double[] boxes = {.5, .5, .2, .2, .6, .5, .2, .2};
    double[] truths = {.52, .5, .2, .2, .5, .5, .2, .2};
    int[] objectOf = LOSS.of(new double[4], boxes, new int[2], truths, null, null).objectOf();
    assertArrayEquals(new int[] {1, 0}, objectOf);
  }

  @Test
  void moreObjectsThanPredictionsLeaveObjectsOut() {
    double[] truths = {.5, .5, .2, .2, .1, .1, .1, .1};
    double[] box = {.1, .1, .1, .1};
    SetPredictionLoss.Result result = LOSS.of(new double[2], box, new int[2], truths, null, null);
    assertArrayEquals(new int[] {1}, result.objectOf());
    assertEquals(0, result.l1() + result.giou(), EXACT);
  }

  @Test
  void noObjectsMeansNoObject() {
    double[] boxGradient = {9, 9, 9, 9, 9, 9, 9, 9};
    double[] logits = {1e4, -1e4, -1e4, 1e4};
    double[] logitGradient = new double[4];
    SetPredictionLoss.Result result =
        LOSS.of(logits, new double[8], new int[0], new double[0], logitGradient, boxGradient);
    // A mean: one of the two is 20000 wrong.
    assertEquals(1e4, result.total(), EXACT);
    assertArrayEquals(new double[] {.5, -.5, 0, 0}, logitGradient, EXACT);
    assertArrayEquals(new double[8], boxGradient, EXACT);
  }
}
