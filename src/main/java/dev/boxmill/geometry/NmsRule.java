package dev.boxmill.geometry;

/**
 * The numbers a {@link Suppression} goes by.
 *
 * @param iou threshold in [0, 1]
 * @param sigma width of the method's Gaussian, above 0; NaN for methods without one
 * @param scoreThreshold boxes whose score a method lowers below this are dropped
 * @param limit survivors wanted, at least 1
 */
public record NmsRule(double iou, double sigma, double scoreThreshold, int limit) {}
