package dev.boxmill.eval;

/**
 * A detection and the object it found, or an object that nothing found.
 *
 * @param imageId the image
 * @param categoryId class of the detection, or of a missed object
 * @param outcome hit, mistake, ignored (it met a crowd, or came after the 100 best) or missed (an
 *     object without detection)
 * @param score of the detection; 0 for a missed object
 * @param x left of the detection, or of a missed object, in pixels
 * @param y top, in pixels
 * @param w width, in pixels
 * @param h height, in pixels
 * @param groundTruthId the object; -1 for none
 * @param iou of detection and object, over the detection's area for a crowd; 0 without
 */
public record Match(
    long imageId,
    int categoryId,
    String outcome,
    double score,
    double x,
    double y,
    double w,
    double h,
    long groundTruthId,
    double iou) {}
