package dev.boxmill.cluster;

import java.io.Serializable;

/**
 * How to look for anchors.
 *
 * @param k number of anchors, at least 1
 * @param distance how far a box is from an anchor
 * @param centre where an anchor goes among its boxes
 * @param seed the same seed gives the same anchors
 * @param restarts independent starts, of which the best is kept; at least 1
 * @param maxIterations bound on the rounds of one start, at least 1
 */
public record KMeansOptions(
    int k, Distance distance, Centre centre, long seed, int restarts, int maxIterations)
    implements Serializable {

  /**
   * With the distance 1 - IoU.
   *
   * @param k number of anchors, at least 1
   * @param centre where an anchor goes among its boxes
   * @param seed the same seed gives the same anchors
   * @param restarts independent starts, at least 1
   * @param maxIterations bound on the rounds of one start, at least 1
   */
  public KMeansOptions(int k, Centre centre, long seed, int restarts, int maxIterations) {
    this(k, Distance.IOU, centre, seed, restarts, maxIterations);
  }

  public KMeansOptions {
    if (centre == Centre.IOU && distance != Distance.IOU) {
      throw new IllegalArgumentException("IoU centres for " + distance);
    }
    if (k < 1 || restarts < 1 || maxIterations < 1) {
      throw new IllegalArgumentException(
          "k " + k + ", restarts " + restarts + ", iterations " + maxIterations + ": below 1");
    }
  }
}
