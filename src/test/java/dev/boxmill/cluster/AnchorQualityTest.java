package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnchorQualityTest {
  private static final double[][] ANCHORS = {{10, 10}, {40, 20}};

  /**
   * Anchors 10 x 10 and 40 x 20, threshold 4.
   *
   * <ul>
   *   <li>20 x 10, twice: IoU 100/200 = .5 with the first, 200/800 = .25 with the second; ratios 2
   *       and 2: within both.
   *   <li>40 x 40: 100/1600 and 800/1600 = .5; ratios 4 (not below 4) and 2: within the second.
   *   <li>200 x 20: 100/4000 and 800/4000 = .2; ratios 20 and 5: within none.
   * </ul>
   */
  @Test
  void agreesWithABoxByBoxReckoning() {
    AnchorQuality quality = new AnchorQuality(ANCHORS, 4);
    quality.add(
        Boxes.sizes(
            new double[] {20, 10},
            new double[] {40, 40},
            new double[] {20, 10},
            new double[] {200, 20}));
    assertEquals(4, quality.boxes());
    assertEquals((.5 + .5 + .5 + .2) / 4, quality.averageIou(), 1e-15);
    assertEquals(.75, quality.recallAtRatio());
    assertEquals(.75, quality.recallAtHalf());
    assertEquals((2 + 2 + 1 + 0) / 4.0, quality.anchorsPerTarget());
    assertEquals((.5 + .5 + .5 + 0) / 4, quality.fitness(), 1e-15);
    assertEquals(2, quality.boxes(0));
    assertEquals(2, quality.boxes(1));
  }

  @Test
  void isUndefinedWithoutBoxes() {
    AnchorQuality quality = new AnchorQuality(ANCHORS, 4);
    quality.add(Boxes.sizes());
    assertEquals(0, quality.boxes());
    assertEquals(-1, quality.averageIou());
    assertEquals(-1, quality.recallAtRatio());
    assertEquals(-1, quality.anchorsPerTarget());
  }

  @Test
  void partsAddUpToTheWhole() {
    double[][] boxes = Boxes.random(50_000, 5, 0.25);
    AnchorQuality whole = new AnchorQuality(ANCHORS, 3);
    whole.add(Boxes.sizes(boxes));
    AnchorQuality merged = new AnchorQuality(ANCHORS, 3);
    for (int from = 0; from < boxes.length; from += 12_500) {
      AnchorQuality part = new AnchorQuality(ANCHORS, 3);
      part.add(Boxes.sizes(Arrays.copyOfRange(boxes, from, from + 12_500)));
      merged.merge(part);
    }
    assertEquals(50_000, merged.boxes());
    assertEquals(whole.boxes(0), merged.boxes(0));
    assertEquals(whole.recallAtRatio(), merged.recallAtRatio());
    assertEquals(whole.anchorsPerTarget(), merged.anchorsPerTarget());
    assertEquals(whole.averageIou(), merged.averageIou(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> whole.merge(new AnchorQuality(ANCHORS, 4)));
  }

  @Test
  void elbowIsFarthestFromTheChord() {
    // From (1, .2) to (5, .8): the points between stand .25, .2, .1 above the chord of [0, 1].
    int[] k = {1, 2, 3, 4, 5};
    assertEquals(1, Elbow.of(k, new double[] {.2, .5, .62, .71, .8}));
    // Not evenly spaced: .9 at .6 of the way stands higher than .3 at .2.
    assertEquals(2, Elbow.of(new int[] {1, 2, 4, 6}, new double[] {0, .3, .9, 1}));
    assertEquals(0, Elbow.of(new int[] {3}, new double[] {.7}));
    assertEquals(0, Elbow.of(k, new double[] {.7, .7, .7, .7, .7}), "flat: fewest");
  }
}
