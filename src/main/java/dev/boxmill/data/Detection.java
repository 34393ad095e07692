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
 */
public record Detection(
    int categoryId, String label, double score, double x, double y, double w, double h) {}
