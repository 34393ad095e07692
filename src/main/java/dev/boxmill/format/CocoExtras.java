package dev.boxmill.format;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Rle;
import dev.boxmill.geometry.Masks;

/** What a detection has beside its box, or in place of it. */
final class CocoExtras {
  private CocoExtras() {}

  /**
   * Gives the row added last its mask and keypoints. A row without a box gets one, as pycocotools
   * does on loading: the mask's bounding box, its area then the mask's pixels, or the bounding box
   * of all keypoints.
   *
   * @param mask null for none
   * @param keypoints null for none
   */
  static void add(DetectionTable.Builder to, boolean boxed, Rle mask, double... keypoints) {
    if (mask != null) {
      to.mask(mask);
    }
    if (keypoints != null) {
      to.keypoints(keypoints);
    }
    if (boxed) {
      return;
    }
    double[] box = new double[4];
    if (mask != null) {
      int[] bounds = Masks.bounds(mask);
      box[0] = bounds[0];
      box[1] = bounds[1];
      box[2] = bounds[2] - bounds[0];
      box[3] = bounds[3] - bounds[1];
      to.area(Masks.area(mask));
    } else {
      box(keypoints, box);
    }
    to.box(box);
  }

  private static void box(double[] keypoints, double[] box) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < keypoints.length; i += 3) {
      left = Math.min(left, keypoints[i]);
      right = Math.max(right, keypoints[i]);
      top = Math.min(top, keypoints[i + 1]);
      bottom = Math.max(bottom, keypoints[i + 1]);
    }
    box[0] = left;
    box[1] = top;
    box[2] = right - left;
    box[3] = bottom - top;
  }
}
