package dev.boxmill.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import dev.boxmill.error.UserException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Overlaps of masks, boundaries and keypoints worked by hand, and input that cannot be compared.
 */
class CocoTaskRulesTest {
  private static final double ROUNDING = 1e-15;
  private static final int SIDE = 12;

  private static Annotations truth(Segmentation mask, double[] points, double area, boolean crowd) {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    int flags = Flag.CROWD.bit(crowd);
    rows.add(new GroundTruth(41, 1, 1, 10, 10, 4, 2, area, flags, mask, points));
    return new Annotations(
        ImageTable.of(new ImageInfo(1, "a.jpg", SIDE, SIDE)),
        java.util.List.of(new Category(1, "cat", "")),
        rows.build());
  }

  private static DetectionTable detection(Rle mask, double... points) {
    DetectionTable.Builder rows = new DetectionTable.Builder();
    rows.add(1, 1, 0, 0, 0, 0, .5, 0);
    if (mask != null) {
      rows.mask(mask);
    }
    if (points.length > 0) {
      rows.keypoints(points);
    }
    return rows.build();
  }

  /** Whole columns of the 12 by 12 image. */
  private static Rle columns(int from, int to) {
    return new Rle(SIDE, SIDE, new int[] {from * SIDE, (to - from) * SIDE, (SIDE - to) * SIDE});
  }

  private static double overlap(CocoTask task, Annotations truth, DetectionTable detections) {
    double[] value = new double[1];
    task.overlap(truth, detections).fill(0, new int[1], 1, new int[1], 1, value, new double[1]);
    return value[0];
  }

  @Test
  void masksOverlapByPixelsAndWithACrowdByTheDetection() {
    // Columns 0 to 5 and 3 to 8: three columns shared of nine; of the detection's six, half.
    DetectionTable found = detection(columns(3, 9));
    assertEquals(
        3 / 9., overlap(CocoTask.MASK, truth(columns(0, 6), null, 72, false), found), ROUNDING);
    assertEquals(
        3 / 6., overlap(CocoTask.MASK, truth(columns(0, 6), null, 72, true), found), ROUNDING);
  }

  @Test
  void boundariesOverlapLessThanMasksButACrowdHasNone() {
    // 2 % of the diagonal of 12 by 12 is .34, so the boundary is one pixel wide. Six whole columns
    // have 6 * 12 - 4 * 10 = 32 pixels of it. Of columns 3 to 5, which both have, only the top and
    // bottom pixels are boundary of both: each one's upright edge lies inside the other.
    DetectionTable found = detection(columns(3, 9));
    Annotations single = truth(columns(0, 6), null, 72, false);
    // Column 3 is the detection's left edge, inside the object: its ten inner pixels are not
    // shared.
    assertEquals(6 / 58., overlap(CocoTask.BOUNDARY, single, found), ROUNDING);
    Annotations crowd = truth(columns(0, 6), null, 72, true);
    assertEquals(.5, overlap(CocoTask.BOUNDARY, crowd, found), ROUNDING);
  }

  @Test
  void keypointsOverlapByDistanceOverSize() {
    // Two keypoints, so sigma is 1/2 and (2 sigma)^2 is 1. The first is 2 away from an object of
    // area 4: exp(-4 / 4 / 2). The second is not labelled and does not count.
    double[] labelled = {5, 5, 2, 0, 0, 0};
    DetectionTable found = detection(null, 5, 7, 1, 90, 90, 1);
    Annotations truth = truth(null, labelled, 4, false);
    assertEquals(Math.exp(-.5), overlap(CocoTask.KEYPOINTS, truth, found), ROUNDING);
  }

  @Test
  void withoutLabelsThreeTimesTheBoxIsFreeOfCharge() {
    // Box 10, 10, 4, 2 reaches from 6 to 18 and from 8 to 14. The first keypoint lies within; the
    // second is 2 beyond on the right: exp(-4 / 4 / 2).
    double[] unlabelled = new double[6];
    Annotations truth = truth(null, unlabelled, 4, false);
    DetectionTable found = detection(null, 6, 14, 1, 20, 8, 1);
    assertEquals((1 + Math.exp(-.5)) / 2, overlap(CocoTask.KEYPOINTS, truth, found), ROUNDING);
    assertTrue(CocoTask.KEYPOINTS.ignores(truth.groundTruths(), 0));
  }

  @Test
  void areaIsTheBoxesUnlessThereIsNone() {
    Annotations truth = truth(columns(0, 1), new double[3], 4, false);
    DetectionTable bare = detection(columns(0, 2), 1, 2, 1, 4, 9, 1, 3, 3, 1);
    assertEquals(24, CocoTask.MASK.overlap(truth, bare).area(0), 0);
    assertEquals(3 * 7, CocoTask.KEYPOINTS.overlap(truth, bare).area(0), 0);
    DetectionTable.Builder boxed = new DetectionTable.Builder();
    boxed.add(1, 1, 0, 0, 5, 7, .5, 0);
    boxed.mask(columns(0, 2));
    DetectionTable table = boxed.build();
    assertEquals(35, CocoTask.MASK.overlap(truth, table).area(0), 0);
    assertEquals(35, CocoTask.KEYPOINTS.overlap(truth, table).area(0), 0);
  }

  private static String message(String id, Annotations truth, DetectionTable detections) {
    return assertThrows(
            UserException.class,
            () -> {
              Metric.Evaluation e = Metrics.find(id).start(truth, EvaluationOptions.standard());
              e.add(detections);
              e.close();
            })
        .getMessage();
  }

  @Test
  void whatCannotBeComparedIsNamed() {
    Rle small = new Rle(2, 3, new int[] {6});
    double[] points = {1, 1, 2};
    String[] messages = {
      message("coco-segm", truth(null, points, 4, false), detection(small)),
      message("coco-segm", truth(small, points, 4, false), detection(columns(0, 1))),
      message("boundary", truth(columns(0, 1), points, 4, false), detection(small)),
      message("coco-segm", truth(columns(0, 1), points, 4, false), detection(null, points)),
      message("coco-keypoints", truth(small, null, 4, false), detection(null, points)),
      message("coco-keypoints", truth(small, points, 4, false), detection(small)),
      message("coco-keypoints", truth(small, points, 4, false), detection(null, new double[6])),
    };
    String[] starts = {
      "annotation id 41: has no segmentation",
      "annotation id 41: the mask's size (height, width) is 2, 3, the image's 12, 12",
      "detection of image id 1, class 1, score 0.5: the mask's size",
      "detection of image id 1, class 1, score 0.5: no segmentation",
      "annotation id 41: has no x, y and visibility",
      "detection of image id 1, class 1, score 0.5: no keypoints; annotation id 41 has 1",
      "detection of image id 1, class 1, score 0.5: 6 numbers for keypoints",
    };
    for (int i = 0; i < starts.length; i++) {
      assertTrue(messages[i].startsWith(starts[i]), Arrays.toString(messages));
    }
  }
}
