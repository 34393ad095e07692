package dev.boxmill.eval;

import java.io.Serializable;

/**
 * COCO evaluation of one category. Arrays are row-major; T IoU thresholds, R = 101 recalls, A
 * areas, M limits of detections; -1 where undefined.
 *
 * @param precision [T][R][A][M]
 * @param scores [T][R][A][M], the score at which the recall is reached
 * @param recall [T][A][M]
 * @param groundTruths annotations, crowds not counted
 * @param detections detections, whatever their number an image
 */
@SuppressWarnings("ArrayRecordComponent") // a hundred thousand values
public record CocoCategoryResult(
    double[] precision, double[] scores, double[] recall, int groundTruths, int detections)
    implements Serializable {}
