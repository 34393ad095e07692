package dev.boxmill.data;

/**
 * One detected object, in pixels of the original image (after EXIF orientation). Edges are
 * continuous: the left edge of the first column is 0, the right edge of the last one is the width.
 *
 * @param categoryId the category's id in the annotations
 * @param label the category's name, never null
 * @param score confidence in [0, 1]
 * @param x left edge
 * @param y top edge
 * @param w width, at least 0
 * @param h height, at least 0
 * @param query slot of the object query that found it, from 0; {@link #NO_QUERY} where the detector
 *     has none
 * @param model which of several models found it; null where one alone ran, or where they were fused
 * @param mask its pixels as COCO's compressed run lengths over the whole image; null without masks
 */
public record Detection(
    int categoryId,
    String label,
    double score,
    double x,
    double y,
    double w,
    double h,
    int query,
    String model,
    String mask) {
  /** The detector has no object queries. */
  public static final int NO_QUERY = -1;

  /**
   * Found by no query, and by the only model.
   *
   * @param categoryId the category's id in the annotations
   * @param label the category's name, never null
   * @param score confidence in [0, 1]
   * @param x left edge, pixels
   * @param y top edge, pixels
   * @param w width, pixels
   * @param h height, pixels
   */
  public Detection(
      int categoryId, String label, double score, double x, double y, double w, double h) {
    this(categoryId, label, score, x, y, w, h, NO_QUERY, null, null);
  }

  /**
   * The same object elsewhere, without its mask.
   *
   * @param left edge, pixels
   * @param top edge, pixels
   * @param width pixels, at least 0
   * @param height pixels, at least 0
   * @return a copy
   */
  public Detection at(double left, double top, double width, double height) {
    return new Detection(categoryId, label, score, left, top, width, height, query, model, null);
  }
}
