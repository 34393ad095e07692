package dev.boxmill.assign;

/**
 * A scheme whose targets follow from the ground truth alone. Schemes that also look at the
 * network's predictions ({@link SimOta}, {@link TaskAligned}, {@link QueryMatcher}) stand apart.
 */
public interface Assigner {

  /** Number of anchors, the size of every {@link Assignment} from here. */
  int anchors();

  /**
   * The targets of one picture.
   *
   * @param boxes left, top, right, bottom of each ground truth, in pixels of the network's input
   */
  Assignment assign(double[] boxes);

  /**
   * What would become of one ground truth if it were alone in its picture; never {@link
   * Fate#COLLISION}.
   */
  Fate alone(double[] boxes, int truth);
}
