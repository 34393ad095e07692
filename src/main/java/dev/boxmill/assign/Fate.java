package dev.boxmill.assign;

/** What an assignment makes of one ground truth. */
public enum Fate {
  /** At least one anchor is trained towards it, by the scheme's own threshold. */
  MATCHED,
  /** No anchor reaches the threshold, but the scheme gives it its best one all the same. */
  FORCED,
  /** Other ground truths took every anchor that it could have had. */
  COLLISION,
  /**
   * No cell or point falls inside it, or no anchor overlaps it enough: it is small for the grid.
   */
  TOO_SMALL,
  /** No anchor's shape is near enough to its own: it is too large, too long or too narrow. */
  SHAPE,
  /** It has no area, or its centre lies outside the network's input. */
  INVALID;

  /** {@return whether a network is trained to find it} */
  public boolean trained() {
    return this == MATCHED || this == FORCED;
  }
}
