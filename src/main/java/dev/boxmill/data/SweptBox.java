package dev.boxmill.data;

/**
 * A box that some settings of a sweep of NMS keep, in pixels of the original image as in {@link
 * Detection}.
 *
 * @param categoryId the category's id in the annotations
 * @param score as the settings that keep it leave it, in [0, 1]
 * @param x left edge
 * @param y top edge
 * @param w width, at least 0
 * @param h height, at least 0
 * @param settings bit i is set when the sweep's i-th setting keeps it
 */
public record SweptBox(
    int categoryId, double score, double x, double y, double w, double h, long settings) {}
