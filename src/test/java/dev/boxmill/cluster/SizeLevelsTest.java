package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clustering of more sizes than are clustered at once. */
class SizeLevelsTest {
  private static final int BOXES = 300_000;

  private static BoxSizes many() {
    Random random = new Random(3);
    SizeHistogram histogram = new SizeHistogram();
    for (int i = 0; i < BOXES; i++) {
      double side = Math.exp(1.2 * random.nextGaussian() + 4);
      double ratio = Math.exp(.5 * random.nextGaussian());
      histogram.add(side * ratio, side / ratio);
    }
    return histogram.result();
  }

  @Test
  void everyLevelHasAllBoxesAndTheCoarsestFewSizes() {
    BoxSizes all = many();
    SizeLevels levels = new SizeLevels(all, Distance.IOU);
    assertTrue(levels.count() > 1 && all.distinct() > SizeLevels.FEW);
    for (int l = 0; l < levels.count(); l++) {
      assertEquals(BOXES, levels.sizes(l).boxes());
      assertTrue(l == 0 || levels.sizes(l).distinct() < levels.sizes(l - 1).distinct());
    }
    assertTrue(levels.sizes(levels.count() - 1).distinct() <= SizeLevels.FEW);
    assertEquals(1, new SizeLevels(Boxes.sizes(Boxes.random(500, 3, .5)), Distance.IOU).count());
  }

  /** The end is where a round over all sizes moves no anchor, as if it had begun with all. */
  @ParameterizedTest
  @EnumSource(names = {"MEDIAN", "MEAN"})
  void endsWhereARoundOverAllSizesMovesNothing(Centre centre) {
    BoxSizes all = many();
    KMeansOptions options = new KMeansOptions(6, centre, 5, 1, 1_000);
    Clustering found = AnchorKMeans.fitOnce(all, options, 0);
    assertTrue(found.converged());
    double[][] anchors = new double[2][6];
    for (int j = 0; j < 6; j++) {
      anchors[0][j] = found.anchors().get(j).w();
      anchors[1][j] = found.anchors().get(j).h();
    }
    Lloyd again = new Lloyd(all, new SizeTree(all), centre, anchors);
    assertTrue(again.run(1));
    for (int j = 0; j < 6; j++) {
      assertEquals(anchors[0][j], again.w(j), 1e-9 * anchors[0][j]);
      assertEquals(anchors[1][j], again.h(j), 1e-9 * anchors[1][j]);
    }
  }
}
