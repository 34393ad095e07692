package dev.boxmill.report;

/**
 * Numbers of one class; -1 where undefined (no ground truth).
 *
 * @param ap mean over IoU .50:.95
 * @param ar at the protocol's largest limit of detections an image
 */
record ClassMetrics(
    int categoryId,
    String name,
    double ap,
    double ap50,
    double ar,
    long groundTruths,
    long detections) {

  static ClassMetrics of(ResultRow row) {
    double ar = row.number("AR100");
    return new ClassMetrics(
        (int) row.number("categoryId"),
        row.text("name"),
        row.number("AP"),
        row.number("AP50"),
        ar >= 0 ? ar : Math.max(row.number("AR300"), row.number("recall")),
        Math.max(0, Math.round(row.number("groundTruths"))),
        Math.max(0, Math.round(row.number("detections"))));
  }
}
