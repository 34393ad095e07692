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
 * @param crowd whether the box stands for a group of objects (COCO's iscrowd)
 */
public record GroundTruth(
    long id,
    long imageId,
    int categoryId,
    double x,
    double y,
    double w,
    double h,
    double area,
    boolean crowd) {}
