package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses worked by hand, and what becomes of them at the ends of their inputs. */
final class LossValueTest {
  private static final double EXACT = 1e-12;

  @Test
  void boxesHalfApart() {
    // Intersection 2, union 6, hull 3 x 2 (all of it covered), centres 1 apart, diagonal² 13.
    double[] a = {0, 0, 2, 2};
    double[] b = {1, 0, 3, 2};
    assertEquals(2 / 3.0, BoxLoss.IOU.of(a, b, null), EXACT);
    assertEquals(Math.log(3), BoxLoss.UNIT_BOX.of(a, b, null), EXACT);
    assertEquals(2 / 3.0, BoxLoss.GIOU.of(a, b, null), EXACT);
    assertEquals(2 / 3.0 + 1 / 13.0, BoxLoss.DIOU.of(a, b, null), EXACT);
    assertEquals(2 / 3.0 + 1 / 13.0, BoxLoss.CIOU.of(a, b, null), EXACT);
    // Apart: union 8, hull 12.
    assertEquals(1 + 4 / 12.0, BoxLoss.GIOU.of(a, new double[] {4, 0, 6, 2}, null), EXACT);
  }

  @Test
  void identicalBoxesAreAtRest() {
    double[] box = {1, 2, 4, 7};
    for (BoxLoss loss : BoxLoss.values()) {
      double[] gradient = {9, 9, 9, 9};
      assertEquals(0, loss.of(box, box, gradient), EXACT, loss::name);
      assertArrayEquals(new double[4], gradient, EXACT, loss::name);
    }
  }

  @Test
  void boxesWithoutAreaStayFinite() {
    double[][] boxes = {
      {1, 1, 1, 1}, {1, 1, 3, 1}, {1, 1, 1, 3}, {0, 0, 2, 2}, {5, 5, 5, 5}, {0, 0, 1e-200, 1e-200}
    };
    for (BoxLoss loss : BoxLoss.values()) {
      for (double[] p : boxes) {
        for (double[] t : boxes) {
          double[] gradient = new double[4];
          double value = loss.of(p, t, gradient);
          assertTrue(value >= 0 && value <= 20, () -> loss + " " + value);
          for (double g : gradient) {
            assertTrue(Double.isFinite(g), () -> loss + " of " + List.of(p[2], p[3], t[2], t[3]));
          }
        }
      }
    }
    // Nothing shared, nothing between: as far as a ratio can tell.
    assertEquals(1, BoxLoss.GIOU.of(boxes[0], boxes[0], null), EXACT);
  }

  @Test
  void evenOdds() {
    // p = 1/2: every logarithm is ln 2.
    double ln2 = Math.log(2);
    assertEquals(ln2, SigmoidLoss.crossEntropy().value(0, .3), EXACT);
    assertEquals(.25 * .25 * ln2, SigmoidLoss.focal(.25, 2).value(0, 1), EXACT);
    assertEquals(.75 * .25 * ln2, SigmoidLoss.focal(.25, 2).value(0, 0), EXACT);
    // (1 - .5)^4 (1/2)^2
    assertEquals(ln2 / 64, SigmoidLoss.penaltyReducedFocal(2, 4).value(0, .5), EXACT);
    assertEquals(.25 * ln2, SigmoidLoss.penaltyReducedFocal(2, 4).value(0, 1), EXACT);
    assertEquals(.8 * ln2, SigmoidLoss.varifocal(.75, 2).value(0, .8), EXACT);
    assertEquals(.75 * .25 * ln2, SigmoidLoss.varifocal(.75, 2).value(0, 0), EXACT);
    assertEquals(.09 * ln2, SigmoidLoss.qualityFocal(2).value(0, .8), EXACT);
    assertEquals(Math.log(4), VectorLoss.crossEntropy(new double[4], 0, 1, null), EXACT);
    assertEquals(.1 * Math.log(4), VectorLoss.crossEntropy(new double[4], 0, .1, null), EXACT);
    assertEquals(Math.log(4), VectorLoss.distributionFocal(new double[4], 1.5, null), EXACT);
  }

  @Test
  void hugeLogitsCostWhatTheyWeigh() {
    // ln sigmoid(-10000) is -10000 to the last digit; a right answer costs nothing.
    double big = 1e4;
    List<SigmoidLoss> losses =
        List.of(
            SigmoidLoss.crossEntropy(),
            SigmoidLoss.focal(.25, 2),
            SigmoidLoss.penaltyReducedFocal(2, 4),
            SigmoidLoss.varifocal(.75, 2),
            SigmoidLoss.qualityFocal(2));
    double[] wrong = {1, .25, 1, 1, 1};
    for (int i = 0; i < wrong.length; i++) {
      SigmoidLoss loss = losses.get(i);
      assertEquals(wrong[i] * big, loss.value(-big, 1), EXACT, loss::toString);
      assertEquals(-wrong[i], loss.derivative(-big, 1), EXACT, loss::toString);
      assertEquals(0, loss.value(big, 1), EXACT, loss::toString);
      assertEquals(0, loss.derivative(big, 1), EXACT, loss::toString);
      assertEquals(0, loss.value(-big, 0), EXACT, loss::toString);
      assertTrue(loss.value(big, 0) >= .75 * big, loss::toString);
      assertTrue(loss.derivative(big, 0) >= .75, loss::toString);
    }
    double[] gradient = new double[3];
    double[] logits = {big, -big, 0};
    assertEquals(2 * big, VectorLoss.crossEntropy(logits, 1, 1, gradient), EXACT);
    assertArrayEquals(new double[] {1, -1, 0}, gradient, EXACT);
    assertEquals(0, VectorLoss.crossEntropy(logits, 0, 1, null), EXACT);
    // Half of it is for bin 1, half for bin 2: (20000 + 10000) / 2.
    assertEquals(1.5 * big, VectorLoss.distributionFocal(logits, 1.5, gradient), EXACT);
    assertArrayEquals(new double[] {1, -.5, -.5}, gradient, EXACT);
  }

  @Test
  void distances() {
    double[] x = {1, -2, .5, 3};
    double[] t = {1.2, 4, .5, -3};
    assertEquals(.02 + 5.5 + 0 + 5.5, VectorLoss.smoothL1(x, t, 1, null), EXACT);
    assertEquals(.2 + 6 + 0 + 6, VectorLoss.l1(x, t, null), EXACT);
    assertEquals(.04 + 36 + 0 + 36, VectorLoss.l2(x, t, null), EXACT);
  }

  @Test
  void distancesOutsideTheBinsAreRefused() {
    double[] bins = new double[4];
    assertEquals(Math.log(4), VectorLoss.distributionFocal(bins, 3, null), EXACT);
    assertThrows(
        IllegalArgumentException.class, () -> VectorLoss.distributionFocal(bins, 3.1, null));
    assertThrows(
        IllegalArgumentException.class, () -> VectorLoss.distributionFocal(bins, -.1, null));
    assertThrows(IllegalArgumentException.class, () -> SigmoidLoss.qualityFocal(.5));
  }
}
