package dev.boxmill.assign;

/**
 * A scheme whose targets follow from the ground truth alone. Schemes that also look at the
 * network's predictions ({@link SimOta}, {@link TaskAligned}, {@link QueryMatcher}) stand apart.
 */
public interface Assigner {

  /** {@return number of anchors, the size of every {@link Assignment} from here} */
  int anchors();

  /**
   * The targets of one picture.
   *
   * @param boxes left, top, right, bottom of each ground truth, in pixels of the network's input;
   *     boxes that reach beyond it are not cut
   * @return a ground truth may have any number of anchors, none too
   */
  Assignment assign(double[] boxes);

  /**
   * What would become of one ground truth if it were alone in its picture.
   *
   * @param boxes as for {@link #assign}
   * @param truth index of the box in question
   * @return never {@link Fate#COLLISION}
   */
  Fate alone(double[] boxes, int truth);
}
