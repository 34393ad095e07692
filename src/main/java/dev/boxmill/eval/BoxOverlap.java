package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;

/** Overlap of boxes as COCO counts it. */
record BoxOverlap(GroundTruthTable objects, DetectionTable found) implements ImageOverlap {

  @Override
  public void fill(int[] detections, int n, int[] truths, int m, double[] iou) {
    double[] from = found.boxes();
    double[] to = objects.boxes();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        boolean crowd = objects.crowd(truths[j]);
        iou[i * m + j] = CocoIou.of(from, 4 * detections[i], to, 4 * truths[j], crowd);
      }
    }
  }
}
