package dev.boxmill.cluster;

import java.io.Serializable;

/**
 * A width and a height that a detector predicts boxes relative to.
 *
 * @param w width, in the unit of the boxes
 * @param h height, in the unit of the boxes
 * @param share of the boxes that are nearer to this anchor than to any other, in [0, 1]
 */
public record Anchor(double w, double h, double share) implements Serializable {}
