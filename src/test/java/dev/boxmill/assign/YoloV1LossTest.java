package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The five terms by hand: one cell a side unless said otherwise, two boxes, two classes. */
final class YoloV1LossTest {
  private static final double EXACT = 1e-12;
  private static final YoloV1Loss LOSS = YoloV1Loss.of(1, 2, 2);

  /** Object: centre (.5, .5), .36 x .64, class 1. */
  private static final double[] TRUTH = {.5, .5, .36, .64};

  private static YoloV1Loss.Terms loss(double... output) {
    return LOSS.of(output, TRUTH, new int[] {1}, null);
  }

  @Test
  void fiveTerms() {
    // The second box has the object's centre but .36 x .16: IoU 1/4. The first overlaps nothing.
    YoloV1Loss.Terms terms = loss(.1, .1, .01, .01, .6, .5, .5, .36, .16, .5, .3, .9);
    assertEquals(0, terms.centre(), EXACT);
    // 5 (.4 - .8)²
    assertEquals(.8, terms.size(), EXACT);
    // (.5 - 1/4)²
    assertEquals(.0625, terms.object(), EXACT);
    // .5 · .6²
    assertEquals(.18, terms.noObject(), EXACT);
    // .3² + (.9 - 1)²
    assertEquals(.1, terms.classification(), EXACT);
    assertEquals(1.1425, terms.total(), EXACT);
    // The first box responsible: moved by .1 across, 5 · .01; IoU .26 / .46.
    terms = loss(.6, .5, .36, .64, .6, .5, .5, .36, .16, .5, .3, .9);
    assertEquals(.05, terms.centre(), EXACT);
    assertEquals(0, terms.size(), EXACT);
    assertEquals(Math.pow(.6 - 26 / 46.0, 2), terms.object(), EXACT);
    assertEquals(.125, terms.noObject(), EXACT);
  }

  @Test
  void withoutOverlapTheNearestBoxAnswers() {
    // No area, no IoU. The second box is nearer, so its confidence should be 0 at full weight.
    YoloV1Loss.Terms terms = loss(0, 0, 0, 0, .2, .5, .5, 0, 0, .4, 0, 1);
    assertEquals(.16, terms.object(), EXACT);
    assertEquals(.02, terms.noObject(), EXACT);
  }

  @Test
  void sizesThatHaveNoRootArePulledBack() {
    for (double size : new double[] {0, -.5, 1e-300}) {
      double[] output = {.5, .5, size, size, 0, 9, 9, 9, 9, 0, 0, 1};
      double[] gradient = new double[output.length];
      assertTrue(Double.isFinite(LOSS.of(output, TRUTH, new int[] {1}, gradient).total()));
      assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
      assertTrue(gradient[2] < 0 && gradient[3] < 0);
    }
  }

  @Test
  void theFirstObjectOfACellCounts() {
    double[] output = {.5, .5, .36, .64, 1, 0, 0, 0, 0, 0, 0, 1};
    double[] two = {.5, .5, .36, .64, .2, .2, .1, .1};
    assertEquals(0, LOSS.of(output, two, new int[] {1, 0}, null).total(), EXACT);
  }

  @Test
  void anEmptyImageCostsItsConfidencesOnly() {
    double[] output = {.5, .5, .36, .64, 1, 0, 0, 0, 0, .2, 1, 1};
    double[] gradient = new double[output.length];
    Arrays.fill(gradient, 9);
    YoloV1Loss.Terms terms = LOSS.of(output, new double[0], new int[0], gradient);
    assertEquals(.5 * 1.04, terms.total(), EXACT);
    assertEquals(1, gradient[4], EXACT);
    assertEquals(.2, gradient[9], EXACT);
    assertEquals(1.2, Arrays.stream(gradient).sum(), EXACT);
  }

  @Test
  void centresLieInTheImage() {
    double[] output = new double[2 * 2 * 12];
    YoloV1Loss four = YoloV1Loss.of(2, 2, 2);
    double[] gradient = new double[output.length];
    // The far corner belongs to the last cell, whose own far corner it is: 2 · 5 · (0 - 1).
    four.of(output, new double[] {1, 1, .2, .2}, new int[] {0}, gradient);
    assertEquals(-10, gradient[3 * 12], EXACT);
    assertThrows(
        IllegalArgumentException.class,
        () -> four.of(output, new double[] {1.01, 1, .2, .2}, new int[] {0}, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> four.of(new double[7], new double[0], new int[0], null));
  }
}
