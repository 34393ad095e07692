package dev.boxmill.eval;

/**
 * How well one class is detected.
 *
 * @param categoryId its id in the annotations
 * @param name its name
 * @param ap mean precision over recall levels and IoU thresholds; -1 without objects
 * @param ap50 the same at IoU .5 alone
 * @param ar100 mean over IoU thresholds of the recall reached with the largest detection limit
 * @param groundTruths annotated objects, crowds included
 * @param detections detections given
 */
public record ClassScore(
    int categoryId,
    String name,
    double ap,
    double ap50,
    double ar100,
    int groundTruths,
    int detections) {}
