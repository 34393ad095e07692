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
    double[] variances) {

  /**
   * Those that score at least so much, in the same order.
   *
   * @param threshold compared with the scores as they are
   * @return copies of the columns, each exactly as long as its boxes need
   */
  public ScoredBoxes above(double threshold) {
    int[] chosen = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (scores[i] >= threshold) {
        chosen[count++] = i;
      }
    }
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = classes[chosen[i]];
    }
    RankedBoxes picked = RankedBoxes.gather(this, chosen, 0, count);
    return new ScoredBoxes(
        count, picked.edges(), picked.scores(), labels, picked.localisation(), picked.variances());
  }
}
