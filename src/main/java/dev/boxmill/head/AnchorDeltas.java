package dev.boxmill.head;

/**
 * Offsets from anchors as the R-CNN family writes them: {@code cx = ax + dx * aw}, {@code w = aw *
 * exp(dw)}, and likewise for y and height. Anchors are centre x, centre y, width, height.
 */
final class AnchorDeltas {
  private AnchorDeltas() {}

  /** Decodes one box and adds it; deltas are already multiplied by their variances. */
  static void add(
      Candidates sink,
      int row,
      int classIndex,
      double score,
      double[] anchors,
      int anchor,
      double dx,
      double dy,
      double dw,
      double dh,
      double unitX,
      double unitY) {
    int at = 4 * anchor;
    double cx = anchors[at] + dx * anchors[at + 2];
    double cy = anchors[at + 1] + dy * anchors[at + 3];
    double w = anchors[at + 2] * Math.exp(dw);
    double h = anchors[at + 3] * Math.exp(dh);
    sink.add(
        row,
        classIndex,
        score,
        (cx - w / 2) * unitX,
        (cy - h / 2) * unitY,
        (cx + w / 2) * unitX,
        (cy + h / 2) * unitY);
  }
}
