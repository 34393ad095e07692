package dev.boxmill.data;

/**
 * One annotated object, box in COCO's format (left, top, width, height; pixels; continuous edges).
 *
 * @param id the annotation's own id
 * @param imageId the image it lies in
 * @param categoryId its class
 * @param x left edge
 * @param y top edge
 * @param w width
 * @param h height
 * @param area area of the object (of its mask, where there is one), in square pixels
 * @param flags bits of {@link Flag}
 * @param segmentation its pixels, or null
 * @param keypoints x, y and visibility (0 not labelled, 1 hidden, 2 visible) in turn, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a view of one row, never compared
public record GroundTruth(
    long id,
    long imageId,
    int categoryId,
    double x,
    double y,
    double w,
    double h,
    double area,
    int flags,
    Segmentation segmentation,
    double[] keypoints) {

  /**
   * An object that is a box alone.
   *
   * @param id the annotation's own id
   * @param imageId the image it lies in
   * @param categoryId its class
   * @param x left edge, pixels
   * @param y top edge, pixels
   * @param w width, pixels
   * @param h height, pixels
   * @param area square pixels
   * @param crowd whether {@link Flag#CROWD} is set; no other flag is
   */
  public GroundTruth(
      long id,
      long imageId,
      int categoryId,
      double x,
      double y,
      double w,
      double h,
      double area,
      boolean crowd) {
    this(id, imageId, categoryId, x, y, w, h, area, Flag.CROWD.bit(crowd), null, null);
  }

  /**
   * The same object under other ids.
   *
   * @param newId the annotation's own id
   * @param newImageId the image it lies in
   * @param newCategoryId its class
   * @return a copy that shares pixels and keypoints
   */
  public GroundTruth withIds(long newId, long newImageId, int newCategoryId) {
    return new GroundTruth(
        newId, newImageId, newCategoryId, x, y, w, h, area, flags, segmentation, keypoints);
  }

  /**
   * The same object with other pixels and keypoints; box and area stay.
   *
   * @param pixels in the same image, or null
   * @param points x, y and visibility in turn, or null; kept, not copied
   * @return a copy
   */
  public GroundTruth withShapes(Segmentation pixels, double[] points) {
    return new GroundTruth(id, imageId, categoryId, x, y, w, h, area, flags, pixels, points);
  }

  /**
   * {@return whether a flag is set}
   *
   * @param flag one of those in {@link #flags}
   */
  public boolean has(Flag flag) {
    return flag.in(flags);
  }

  /** {@return whether the box stands for a group of objects (COCO's iscrowd)} */
  public boolean crowd() {
    return has(Flag.CROWD);
  }
}
