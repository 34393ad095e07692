package dev.boxmill.geometry;

/**
 * Boxes of one image with score and class, by column. The position of a box is its index in ties.
 *
 * @param size number of boxes; the arrays may be longer
 * @param edges left, top, right, bottom of box after box, in pixels of the model's input
 * @param scores finite
 * @param classes any integers
 * @param localisation {@link BoxExtra#LOCALISATION} of each box, or null
 * @param variances {@link BoxExtra#VARIANCE} of each edge, in the edges' order, or null
 */
@SuppressWarnings("ArrayRecordComponent") // columns, shared and not copied
public record ScoredBoxes(
    int size,
    double[] edges,
    double[] scores,
    int[] classes,
    double[] localisation,
    double[] variances) {}
