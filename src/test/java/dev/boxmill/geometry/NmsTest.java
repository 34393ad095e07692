package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NmsTest {
  private static int[] run(double[] boxes, int[] classes, double iou, int limit) {
    int[] kept = new int[classes.length];
    int n = Nms.greedy(boxes, classes, classes.length, iou, limit, kept);
    return Arrays.copyOf(kept, n);
  }

  @Test
  void theThresholdItselfSurvives() {
    // Two 2 x 2 boxes shifted by 1: IoU 2 / 6.
    double[] boxes = {0, 0, 2, 2, 1, 0, 3, 2};
    assertArrayEquals(new int[] {0, 1}, run(boxes, new int[] {0, 0}, 2 / 6.0, 9));
    assertArrayEquals(new int[] {0}, run(boxes, new int[] {0, 0}, .333, 9));
  }

  @Test
  void classesDoNotSuppressEachOther() {
    double[] boxes = {0, 0, 2, 2, 0, 0, 2, 2};
    assertArrayEquals(new int[] {0, 1}, run(boxes, new int[] {0, 1}, .5, 9));
  }

  @Test
  void suppressedBoxesDoNotSuppress() {
    // b overlaps a, c overlaps b but not a: c stays.
    double[] boxes = {0, 0, 10, 10, 4, 0, 14, 10, 8, 0, 18, 10};
    assertArrayEquals(new int[] {0, 2}, run(boxes, new int[3], .4, 9));
  }

  @Test
  void boxesWithoutAreaAndTheLimit() {
    double[] boxes = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 4, 4};
    assertArrayEquals(new int[] {0, 1, 2}, run(boxes, new int[3], 0, 9));
    assertArrayEquals(new int[] {0, 1}, run(boxes, new int[3], 0, 2));
  }

  @Test
  void equalsThePlainDefinitionOnRandomBoxes() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      int n = random.nextInt(60);
      double[] boxes = new double[4 * n];
      int[] classes = new int[n];
      for (int i = 0; i < n; i++) {
        boxes[4 * i] = random.nextInt(20);
        boxes[4 * i + 1] = random.nextInt(20);
        boxes[4 * i + 2] = boxes[4 * i] + random.nextInt(12);
        boxes[4 * i + 3] = boxes[4 * i + 1] + random.nextInt(12);
        classes[i] = random.nextInt(2);
      }
      assertArrayEquals(plain(boxes, classes, .3), run(boxes, classes, .3, n));
    }
  }

  private static int[] plain(double[] b, int[] classes, double threshold) {
    boolean[] gone = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      for (int j = i + 1; j < classes.length && !gone[i]; j++) {
        double iou =
            Iou.iou(
                b[4 * i],
                b[4 * i + 1],
                b[4 * i + 2],
                b[4 * i + 3],
                b[4 * j],
                b[4 * j + 1],
                b[4 * j + 2],
                b[4 * j + 3]);
        gone[j] |= classes[i] == classes[j] && iou > threshold;
      }
    }
    return java.util.stream.IntStream.range(0, classes.length).filter(i -> !gone[i]).toArray();
  }

  @Test
  void overlapMeasuresOnHandWorkedBoxes() {
    assertEquals(1 / 3.0, Iou.iou(0, 0, 2, 2, 1, 0, 3, 2), 1e-12);
    assertEquals(0, Iou.iou(0, 0, 2, 2, 2, 0, 4, 2), 0);
    assertEquals(0, Iou.iou(1, 1, 1, 1, 0, 0, 4, 4), 0);
    assertEquals(1 / 3.0 - 1 / 13.0, Iou.diou(0, 0, 2, 2, 1, 0, 3, 2), 1e-12);
    assertEquals(-4 / 12.0, Iou.giou(0, 0, 2, 2, 4, 0, 6, 2), 1e-12);
  }

  @Test
  void theMatrixEqualsIouPairByPair() {
    double[] a = RandomBoxes.draw(new Random(5), 70, 1, 40).edges();
    double[] b = RandomBoxes.draw(new Random(6), 90, 1, 40).edges();
    double[] matrix = IouMatrix.of(a, b);
    for (int i = 0; i < 70; i++) {
      for (int j = 0; j < 90; j++) {
        assertEquals(Iou.iou(a, i, b, j), matrix[90 * i + j], 1e-12);
      }
    }
    // Two boxes without area at the same place share nothing.
    assertEquals(0, IouMatrix.of(new double[4], new double[4])[0], 0);
  }
}
