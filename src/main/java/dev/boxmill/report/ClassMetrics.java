package dev.boxmill.report;

/**
 * Numbers of one class; -1 where undefined (no ground truth).
 *
 * @param ap mean over IoU .50:.95
 * @param ar100 at most 100 detections an image
 */
public record ClassMetrics(
    int categoryId,
    String name,
    double ap,
    double ap50,
    double ar100,
    long groundTruths,
    long detections) {}
