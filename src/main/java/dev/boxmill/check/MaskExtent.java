package dev.boxmill.check;

import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import dev.boxmill.geometry.Masks;
import java.util.Locale;

/** Bounds and area of a mask, in pixels; of an outline without rasterising it. */
record MaskExtent(double left, double top, double right, double bottom, double area) {

  static MaskExtent of(Segmentation mask) {
    return mask instanceof Rle rle ? of(rle) : of((Polygons) mask);
  }

  private static MaskExtent of(Rle mask) {
    int[] b = Masks.bounds(mask);
    return new MaskExtent(b[0], b[1], b[2], b[3], Masks.area(mask));
  }

  /** The area is the sum of the rings' (shoelace formula), which takes them for disjoint. */
  private static MaskExtent of(Polygons outline) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    double area = 0;
    for (double[] ring : outline.rings()) {
      double twice = 0;
      int n = ring.length / 2;
      for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        left = Math.min(left, ring[2 * i]);
        right = Math.max(right, ring[2 * i]);
        top = Math.min(top, ring[2 * i + 1]);
        bottom = Math.max(bottom, ring[2 * i + 1]);
        twice += ring[2 * i] * ring[2 * j + 1] - ring[2 * j] * ring[2 * i + 1];
      }
      area += Math.abs(twice) / 2;
    }
    return new MaskExtent(left, top, right, bottom, area);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "from (%.1f, %.1f) to (%.1f, %.1f)", left, top, right, bottom);
  }
}
