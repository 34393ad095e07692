package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Worked by hand from the papers and the authors' code. */
final class YoloTargetsTest {

  @Test
  void yoloV1EncodesTheCellOfTheCentreAndDecodesItBack() {
    YoloV1Targets yolo = new YoloV1Targets(7, 2, 3, 448, 448);
    // Cells are 64 pixels. Centre (100, 200) = cell 1.5625, 3.125: row 3, column 1. The second
    // object's centre (120, 194) lies in the same cell and comes too late.
    double[] boxes = {75, 150, 125, 250, 110, 184, 130, 204};
    float[] tensor = yolo.encode(boxes, new int[] {2, 0});
    float[] cell = new float[13];
    System.arraycopy(tensor, (3 * 7 + 1) * 13, cell, 0, 13);
    float w = 50 / 448f;
    float h = 100 / 448f;
    assertArrayEquals(new float[] {.5625f, .125f, w, h, 1, .5625f, .125f, w, h, 1, 0, 0, 1}, cell);
    float sum = 0;
    for (float v : tensor) {
      sum += v;
    }
    assertEquals(2 * (.5625f + .125f + w + h + 1) + 1, sum, 1e-5);
    YoloV1Targets.Objects back = yolo.decode(tensor);
    assertArrayEquals(new double[] {75, 150, 125, 250}, back.boxes(), 1e-4);
    assertArrayEquals(new int[] {2}, back.categories());
  }

  @Test
  void yoloV3TakesTheOneBestShapeOfAllLevels() {
    AnchorGrid grid =
        AnchorGrid.of(
            416,
            416,
            new int[] {8, 16, 32},
            new double[][] {
              {10, 13, 16, 30, 33, 23}, {30, 61, 62, 45, 59, 119}, {116, 90, 156, 198, 373, 326}
            });
    // 100 x 100: IoU with 116 x 90 is 9000 / (10000 + 10440 - 9000) = .787, with 59 x 119 .531.
    double[] boxes = {158, 158, 258, 258};
    Assignment found = new YoloAnchorTargets(grid).assign(boxes);
    int anchor = grid.index(2, 6, 6, 0);
    assertEquals(Map.of(anchor, 0), matches(found));
    assertEquals(9000 / 11440., found.quality(anchor), 1e-12);
  }

  @Test
  void yoloV2IgnoresGoodPredictionsThatOwnNothing() {
    AnchorGrid grid = AnchorGrid.of(96, 32, new int[] {32}, new double[][] {{20, 20}});
    double[] boxes = {0, 0, 20, 20};
    Assignment found = new YoloAnchorTargets(grid).assign(boxes);
    // Overlaps 1, .5 (not above the threshold) and .75.
    double[] predicted = {0, 0, 20, 20, 0, 0, 20, 10, 0, 0, 20, 15};
    Assignment ignoring = YoloAnchorTargets.ignore(found, predicted, boxes, .5);
    assertArrayEquals(new int[] {0, -1, Assignment.IGNORED}, ignoring.truths());
    assertArrayEquals(new int[] {0, -1, -1}, found.truths());
  }

  @Test
  void yoloV2GivesAContestedAnchorToTheLater() {
    AnchorGrid grid = AnchorGrid.of(64, 64, new int[] {32}, new double[][] {{20, 20, 10, 40}});
    double[] boxes = {0, 0, 20, 20, 4, 4, 22, 22, 2, 0, 12, 40};
    Assignment found = new YoloAnchorTargets(grid).assign(boxes);
    assertEquals(Map.of(0, 1, 1, 2), matches(found));
  }

  @Test
  void yoloV5TakesTheNearerNeighbours() {
    // 3 x 3 cells of 32.
    assertEquals(Map.of(4, 0, 3, 0, 7, 0), yoloV5(centred(40, 56, 32, 32)));
    // At exactly half there is no nearer one; beyond the grid there is none.
    assertEquals(Map.of(4, 0), yoloV5(centred(48, 48, 32, 32)));
    assertEquals(Map.of(0, 0), yoloV5(centred(8, 8, 32, 32)));
    assertEquals(Map.of(8, 0), yoloV5(centred(88, 88, 32, 32)));
  }

  @Test
  void yoloV5TakesShapesBelowFourTimes() {
    assertEquals(Map.of(), yoloV5(centred(48, 48, 128, 32)));
    assertEquals(Map.of(4, 0), yoloV5(centred(48, 48, 127.9, 32)));
    assertEquals(Map.of(), yoloV5(centred(48, 48, 8, 32)));
    assertEquals(Map.of(4, 0), yoloV5(centred(48, 48, 8.1, 32)));
  }

  @Test
  void yoloV5WritesNeighboursAfterOwners() {
    double[] boxes = {24, 32, 56, 64, 0, 32, 16, 64};
    // The second's own cell 3 is the first's left neighbour, and is written over.
    assertEquals(Map.of(4, 0, 3, 0), yoloV5(boxes));
  }

  private static Map<Integer, Integer> yoloV5(double[] boxes) {
    AnchorGrid grid = AnchorGrid.of(96, 96, new int[] {32}, new double[][] {{32, 32}});
    return matches(new YoloV5Targets(grid, 4).assign(boxes));
  }

  private static double[] centred(double x, double y, double w, double h) {
    return new double[] {x - w / 2, y - h / 2, x + w / 2, y + h / 2};
  }

  static Map<Integer, Integer> matches(Assignment found) {
    Map<Integer, Integer> matches = new TreeMap<>();
    for (int a = 0; a < found.size(); a++) {
      if (found.truth(a) >= 0) {
        matches.put(a, found.truth(a));
      }
    }
    return matches;
  }
}
