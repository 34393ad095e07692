package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.assign.AssignmentCoverage.Size;
import dev.boxmill.error.UserException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AssignmentCoverageTest {

  @Test
  void yoloV1CountsTheSecondObjectOfACell() {
    AssignmentCoverage coverage = AssignmentCoverage.of(AssignmentScheme.YOLOV1, null, 0, 0);
    // The picture is 448 wide and 224 high, so stretching doubles y; cells are 64 x 32 of its
    // pixels. Centres (10, 10) and (50, 20) share the first cell; (70, 10) lies in the second.
    coverage.add(
        448,
        224,
        new double[] {5, 5, 10, 10, 0, 0, 100, 40, 65, 5, 10, 10, 440, 5, 40, 10, 1, 1, 0, 5},
        new int[] {3, 3, 9, 9, 9});
    assertEquals(1, coverage.count(3, Size.SMALL, Fate.MATCHED));
    assertEquals(1, coverage.count(3, Size.MEDIUM, Fate.COLLISION));
    assertEquals(1, coverage.count(9, Size.SMALL, Fate.MATCHED));
    // Centre x 460 is outside; the last box has no width.
    assertEquals(2, coverage.count(9, Size.SMALL, Fate.INVALID));
    assertEquals(5, total(coverage));
    assertEquals(List.of(3, 9), List.copyOf(coverage.categories()));
    assertEquals(1, coverage.anchors(3, Size.SMALL));
    assertEquals(0, coverage.anchors(3, Size.MEDIUM));
  }

  @Test
  void yoloV5LeavesOutBoxesFarFromEveryAnchor() {
    // 640 x 640: no scaling. Anchors 16 x 16, 64 x 64, 256 x 256, one a level. 2 x 40 is 8 times
    // narrower than the first; 64 x 4 is 4 times lower than the first: the limit is exclusive.
    AssignmentCoverage coverage =
        AssignmentCoverage.of(
            AssignmentScheme.YOLOV5, new double[] {256, 256, 16, 16, 64, 64}, 640, 640);
    coverage.add(
        640,
        640,
        new double[] {100, 100, 2, 40, 300, 300, 64, 4, 400, 400, 30, 30},
        new int[] {1, 1, 1});
    assertEquals(2, coverage.count(1, Size.SMALL, Fate.SHAPE));
    // 30 x 30 suits 16 and 64. Centre 415 is 51.875 cells of 8: itself, right and lower; and
    // 25.9375 cells of 16: the same three.
    assertEquals(6, coverage.anchors(1, Size.SMALL));
  }

  /**
   * 96 x 64 pixels have 3 x 2 cells of 32, and pictures of that size are not scaled. Of the three
   * boxes the first two share the cell right below; a square input of 64 would scale by 2 / 3.
   */
  @Test
  void inputsNeedNotBeSquare() {
    AssignmentCoverage coverage =
        AssignmentCoverage.of(AssignmentScheme.YOLOV2, new double[] {10, 10}, 96, 64);
    coverage.add(
        96, 64, new double[] {70, 40, 10, 10, 80, 50, 10, 10, 60, 50, 3, 3}, new int[] {1, 1, 1});
    assertEquals(1, coverage.count(Fate.COLLISION));
    assertEquals(2, coverage.count(Fate.MATCHED));
    for (AssignmentScheme scheme : AssignmentScheme.values()) {
      if (scheme != AssignmentScheme.SSD) {
        AssignmentCoverage wide = AssignmentCoverage.of(scheme, null, 256, 128);
        // Right of the middle of a picture that fills the input: outside a square one of 128.
        wide.add(256, 128, new double[] {180, 40, 40, 40}, new int[] {1});
        assertEquals(0, wide.count(Fate.INVALID), scheme.key());
        assertTrue(wide.anchors(1, Size.MEDIUM) > 0, scheme.key());
      }
    }
  }

  @Test
  void fcosLosesBoxesBetweenThePoints() {
    AssignmentCoverage coverage = AssignmentCoverage.of(AssignmentScheme.FCOS, null, 1024, 1024);
    // P3's points stand at 4, 12, 20, ...; 3 x 3 pixels at 5 hold none of them.
    coverage.add(1024, 1024, new double[] {5, 5, 3, 3, 3, 3, 3, 3}, new int[] {1, 1});
    assertEquals(1, coverage.count(Fate.TOO_SMALL));
    assertEquals(1, coverage.count(Fate.MATCHED));
  }

  @ParameterizedTest
  @EnumSource
  void partsMergeToTheWhole(AssignmentScheme scheme) throws Exception {
    AssignmentCoverage whole = AssignmentCoverage.of(scheme, null, 0, 0);
    AssignmentCoverage even = AssignmentCoverage.of(scheme, null, 0, 0);
    AssignmentCoverage odd = AssignmentCoverage.of(scheme, null, 0, 0);
    Random random = new Random(4);
    int boxes = 0;
    for (int image = 0; image < 6; image++) {
      int n = 8 * random.nextInt(4);
      double[] xywh = new double[4 * n];
      int[] categories = new int[n];
      for (int i = 0; i < n; i++) {
        xywh[4 * i + 2] = 400 * Math.pow(random.nextDouble(), 3);
        xywh[4 * i + 3] = 300 * Math.pow(random.nextDouble(), 3);
        xywh[4 * i] = random.nextDouble() * (500 - xywh[4 * i + 2]);
        xywh[4 * i + 1] = random.nextDouble() * (400 - xywh[4 * i + 3]);
        categories[i] = random.nextInt(3);
      }
      boxes += n;
      whole.add(500, 400, xywh, categories);
      (image % 2 == 0 ? even : odd).add(500, 400, xywh, categories);
    }
    AssignmentCoverage copy = copy(odd);
    copy.merge(even);
    assertEquals(boxes, total(whole));
    assertEquals(whole.images(), copy.images());
    assertTrue(whole.count(Fate.MATCHED) > 0);
    for (int category = 0; category < 3; category++) {
      for (Size size : Size.values()) {
        assertEquals(whole.anchors(category, size), copy.anchors(category, size));
        for (Fate fate : Fate.values()) {
          assertEquals(whole.count(category, size, fate), copy.count(category, size, fate));
        }
      }
    }
    copy.add(10, 10, new double[0], new int[0]);
    assertEquals(whole.images() + 1, copy.images());
  }

  @Test
  void refusesWhatDoesNotSuitTheScheme() {
    assertEquals(
        "5 anchors for yolov3: give a multiple of 3", refusal("YOLOv3", new double[10], 0));
    assertEquals("fcos takes no anchors; leave them out", refusal("fcos", new double[6], 0));
    assertEquals(
        "an anchor's side is 0.0; give pixels above 0", refusal("yolov2", new double[2], 0));
    assertTrue(
        refusal("ssd", null, 512).startsWith("input of 512 x 512 pixels for ssd: give 300 x 300"));
    assertTrue(refusal("yolo", null, 0).contains("known: yolov1, yolov2"));
    AssignmentCoverage fcos = AssignmentCoverage.of(AssignmentScheme.FCOS, null, 640, 320);
    assertThrows(
        IllegalArgumentException.class,
        () -> fcos.merge(AssignmentCoverage.of(AssignmentScheme.FCOS, null, 320, 640)));
  }

  private static String refusal(String scheme, double[] anchors, int side) {
    return assertThrows(
            UserException.class,
            () -> AssignmentCoverage.of(AssignmentScheme.find(scheme), anchors, side, side))
        .getMessage();
  }

  private static long total(AssignmentCoverage coverage) {
    long sum = 0;
    for (Fate fate : Fate.values()) {
      sum += coverage.count(fate);
    }
    return sum;
  }

  private static AssignmentCoverage copy(AssignmentCoverage coverage) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(coverage);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (AssignmentCoverage) in.readObject();
    }
  }
}
