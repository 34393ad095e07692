package dev.boxmill.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdApTest {
  private static final double[] RECALL = {0, .5, 1};

  private static PrCurve curve(int category, double[] precision, double[] score) {
    return new PrCurve(category, "c" + category, .5, RECALL, precision, score);
  }

  /** Two classes of three recall levels each; the mean and a class without objects do not count. */
  @Test
  void recallBelowTheThresholdIsCut() {
    List<PrCurve> curves =
        List.of(
            curve(1, new double[] {1, .8, .6}, new double[] {.9, .5, .2}),
            curve(2, new double[] {.5, .4, 0}, new double[] {.7, .5, 0}), // ends at recall .5
            curve(3, new double[] {-1, -1, -1}, new double[] {-1, -1, -1}),
            curve(PrCurve.MEAN, new double[] {1, 1, 1}, new double[] {-1, -1, -1}));
    assertArrayEquals(
        new double[] {
          (2.4 + .9) / 6, // all
          (1.8 + .9) / 6, // without the level reached at .2
          (1.8 + .9) / 6, // a score that equals the threshold stays
          (1.0 + .5) / 6,
          0
        },
        ThresholdAp.of(curves, new double[] {0, .3, .5, .6, 1}),
        1e-12);
    assertArrayEquals(
        new double[] {-1}, ThresholdAp.of(List.of(curves.get(2), curves.get(3)), new double[] {0}));
  }
}
