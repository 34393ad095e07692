package dev.boxmill.eval;

import dev.boxmill.data.Rle;
import dev.boxmill.geometry.MaskBoundary;
import dev.boxmill.geometry.Masks;

/** A mask with what is asked of it again and again. */
final class MaskShape {
  private final Rle mask;
  private final long area;
  private final int[] bounds;
  private MaskShape boundary;

  MaskShape(Rle mask) {
    this.mask = mask;
    this.area = Masks.area(mask);
    this.bounds = Masks.bounds(mask);
  }

  Rle mask() {
    return mask;
  }

  /** The pixels near the outline; always ask with the same distance. */
  MaskShape boundary(int distance) {
    if (boundary == null) {
      boundary = new MaskShape(MaskBoundary.of(mask, distance));
    }
    return boundary;
  }

  /**
   * Intersection over union of whole pixels; against a crowd, over this mask's own area. Masks
   * whose bounds are apart are not looked into.
   */
  double iou(MaskShape truth, boolean crowd) {
    int[] other = truth.bounds;
    if (bounds[0] >= other[2]
        || other[0] >= bounds[2]
        || bounds[1] >= other[3]
        || other[1] >= bounds[3]) {
      return 0;
    }
    long shared = Masks.intersection(mask, truth.mask);
    if (shared == 0) {
      return 0;
    }
    return (double) shared / (crowd ? area : area + truth.area - shared);
  }
}
