package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every analytic gradient against central differences, and values against hand-worked cases. */
final class LossGradientTest {
  private static final double STEP = 1e-6;

  /** Central differences with this step carry about 1e-9 of rounding and 1e-12 of curvature. */
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @EnumSource(BoxLoss.class)
  void boxGradients(BoxLoss loss) {
    Random random = new Random(11);
    for (int trial = 0; trial < 500; trial++) {
      double[] p = box(random);
      double[] t = box(random);
      double[] gradient = new double[4];
      loss.of(p, t, gradient);
      // CIoU's weight is a constant by definition, so only its other parts are differentiated.
      if (loss == BoxLoss.CIOU) {
        p[2] = p[0] + (t[2] - t[0]);
        p[3] = p[1] + (t[3] - t[1]);
        loss.of(p, t, gradient);
      }
      check(p, gradient, x -> loss.of(x, t, null));
    }
  }

  @Test
  void ciouAspectTermPullsTowardsTheTargetsShape() {
    double[] target = {0, 0, 4, 2};
    double[] wide = {-1, 0, 5, 2};
    double[] ciou = new double[4];
    double[] diou = new double[4];
    assertTrue(BoxLoss.CIOU.of(wide, target, ciou) > BoxLoss.DIOU.of(wide, target, diou));
    // Narrowing lowers the loss, and the aspect term adds to it.
    assertTrue(ciou[2] > diou[2] && diou[2] > 0);
  }

  @Test
  void handWorkedBoxLosses() {
    double[] a = {0, 0, 2, 2};
    double[] b = {1, 0, 3, 2};
    assertEquals(2 / 3.0, BoxLoss.IOU.of(a, b, null), 1e-12);
    assertEquals(Math.log(3), BoxLoss.UNIT_BOX.of(a, b, null), 1e-12);
    assertEquals(2 / 3.0, BoxLoss.GIOU.of(a, b, null), 1e-12);
    assertEquals(2 / 3.0 + 1 / 13.0, BoxLoss.DIOU.of(a, b, null), 1e-12);
    assertEquals(2 / 3.0 + 1 / 13.0, BoxLoss.CIOU.of(a, b, null), 1e-12);
    double[] far = {4, 0, 6, 2};
    assertEquals(1 + 4 / 12.0, BoxLoss.GIOU.of(a, far, null), 1e-12);
  }

  @Test
  void sigmoidLosses() {
    List<SigmoidLoss> losses =
        List.of(
            SigmoidLoss.crossEntropy(),
            SigmoidLoss.focal(.25, 2),
            SigmoidLoss.penaltyReducedFocal(2, 4),
            SigmoidLoss.varifocal(.75, 2));
    for (SigmoidLoss loss : losses) {
      for (double target : new double[] {0, .3, 1}) {
        if (loss instanceof SigmoidLoss.Focal && target == .3) {
          continue;
        }
        for (double x = -6; x <= 6; x += .37) {
          double slope = (loss.value(x + STEP, target) - loss.value(x - STEP, target)) / (2 * STEP);
          assertEquals(slope, loss.derivative(x, target), TOLERANCE, loss + " " + x);
        }
        assertTrue(Double.isFinite(loss.value(-800, target)));
        assertTrue(Double.isFinite(loss.derivative(800, target)));
      }
    }
    // p = .5: focal is .25 * .25 * ln 2 for a positive.
    assertEquals(.0625 * Math.log(2), SigmoidLoss.focal(.25, 2).value(0, 1), 1e-12);
  }

  @Test
  void vectorLosses() {
    double[] logits = {1, -2, .5, 3};
    double[] gradient = new double[4];
    VectorLoss.crossEntropy(logits, 2, .1, gradient);
    check(logits, gradient, x -> VectorLoss.crossEntropy(x, 2, .1, null));
    double[] target = {1.2, 4, .5, -3};
    VectorLoss.smoothL1(logits, target, 1, gradient);
    check(logits, gradient, x -> VectorLoss.smoothL1(x, target, 1, null));
    assertEquals(.02 + 5.5 + 0 + 5.5, VectorLoss.smoothL1(logits, target, 1, null), 1e-12);
    assertEquals(Math.log(4), VectorLoss.crossEntropy(new double[4], 0, 1, null), 1e-12);
  }

  private static void check(double[] x, double[] gradient, ToDoubleFunction<double[]> loss) {
    for (int i = 0; i < x.length; i++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[i] += STEP;
      down[i] -= STEP;
      double slope = (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / (2 * STEP);
      assertEquals(slope, gradient[i], TOLERANCE * Math.max(1, Math.abs(slope)));
    }
  }

  private static double[] box(Random random) {
    double x = random.nextDouble() * 3;
    double y = random.nextDouble() * 3;
    return new double[] {x, y, x + .5 + random.nextDouble() * 4, y + .5 + random.nextDouble() * 4};
  }
}
