package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** FCOS and CenterNet, worked by hand. */
final class PointTargetsTest {

  @Test
  void fcosRangesHoldTheirEnds() {
    // From the point (12, 12) of P3: 60 left, 12 up, 64 right, 12 down. 64 still is P3's, and
    // also P4's: its point (8, 8) is 56, 8, 68, 16 away.
    FcosTargets fcos = FcosTargets.paper(128, 128);
    AnchorGrid grid = AnchorGrid.points(128, 128, 8, 16, 32, 64, 128);
    double[] boxes = {-48, 0, 76, 24};
    Assignment found = fcos.assign(boxes);
    int point = grid.index(0, 1, 1, 0);
    assertEquals(0, found.truth(point));
    assertEquals(Math.sqrt(60 / 64.), found.quality(point), 1e-12);
    double[] distances = fcos.distances(found, boxes);
    assertArrayEquals(
        new double[] {60, 12, 64, 12}, Arrays.copyOfRange(distances, 4 * point, 4 * point + 4));
    assertEquals(0, found.truth(grid.index(1, 0, 0, 0)));
    // (20, 12) is 68 from the left: too far for P3.
    assertEquals(-1, found.truth(grid.index(0, 2, 1, 0)));
  }

  @Test
  void fcosGivesAPointToTheSmallestThenTheFirst() {
    FcosTargets fcos = FcosTargets.paper(32, 32);
    double[] boxes = {0, 0, 32, 32, 0, 0, 8, 8, 0, 0, 8, 8};
    int[] counts = fcos.assign(boxes).anchorsOf(3);
    // The large one keeps 15 of P3's 16 points; P4's are nearer than 64.
    assertArrayEquals(new int[] {15, 1, 0}, counts);
  }

  @Test
  void gaussianRadiusKeepsTheOverlapOfEveryCase() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      double w = 1 + 50 * random.nextDouble();
      double h = 1 + 50 * random.nextDouble();
      double r = GaussianRadius.CORNER_NET.of(w, h, .7);
      double inside = (w - 2 * r) * (h - 2 * r) / (w * h);
      double outside = w * h / ((w + 2 * r) * (h + 2 * r));
      double shared = (w - r) * (h - r);
      double shifted = shared / (2 * w * h - shared);
      assertEquals(.7, Math.min(inside, Math.min(outside, shifted)), 1e-9);
    }
  }

  @Test
  void centerNetDrawsItsOwnLargerCircle() {
    // 40 x 24 pixels are 10 x 6 cells of 4: sum 16, area 60. The roots of CenterNet's code:
    // (16 + 14.617) / 2, (32 + 27.129) / 2, (-22.4 + 26.521) / 2 = 2.06: radius 2, sigma 5 / 6.
    // CornerNet's: .69, (32 - 27.129) / 8 = .61, .74: radius 0.
    assertEquals(2.0605, GaussianRadius.CENTER_NET.of(10, 6, .7), 1e-4);
    assertEquals(.6089, GaussianRadius.CORNER_NET.of(10, 6, .7), 1e-4);
    double[] boxes = {10, 22, 50, 46};
    CenterNetTargets scheme = new CenterNetTargets(2, 64, 64, 4, GaussianRadius.CENTER_NET);
    float[] heat = scheme.heatMap(boxes, new int[] {1});
    int centre = 256 + 8 * 16 + 7;
    assertEquals(1, heat[centre]);
    assertEquals(Math.exp(-.72), heat[centre + 1], 1e-6);
    assertEquals(Math.exp(-8 * .72), heat[centre + 2 * 16 - 2], 1e-6);
    assertEquals(0, heat[centre + 3]);
    assertEquals(25, count(heat));
    CenterNetTargets corner = new CenterNetTargets(2, 64, 64, 4, GaussianRadius.CORNER_NET);
    assertEquals(1, count(corner.heatMap(boxes, new int[] {1})));
  }

  @Test
  void centerNetRegressesOffsetAndSizeOfTheLaterCentre() {
    CenterNetTargets scheme = new CenterNetTargets(2, 64, 64, 4, GaussianRadius.CENTER_NET);
    double[] boxes = {10, 22, 50, 46, 25, 29, 33, 37};
    Assignment found = scheme.assign(boxes);
    int cell = 8 * 16 + 7;
    assertEquals(Map.of(cell, 1), YoloTargetsTest.matches(found));
    // Centre (29, 33) is 7.25, 8.25 cells; 8 x 8 pixels are 2 x 2.
    float[] offsets = scheme.offsets(found, boxes);
    float[] sizes = scheme.sizes(found, boxes);
    assertArrayEquals(
        new float[] {.25f, .25f}, Arrays.copyOfRange(offsets, 2 * cell, 2 * cell + 2));
    assertArrayEquals(new float[] {2, 2}, Arrays.copyOfRange(sizes, 2 * cell, 2 * cell + 2));
    float[] heat = scheme.heatMap(boxes, new int[] {1, 1});
    float[] first = scheme.heatMap(Arrays.copyOf(boxes, 4), new int[] {1});
    for (int i = 0; i < heat.length; i++) {
      assertTrue(heat[i] >= first[i]);
    }
  }

  private static int count(float[] heat) {
    int n = 0;
    for (float v : heat) {
      n += v > 0 ? 1 : 0;
    }
    return n;
  }
}
