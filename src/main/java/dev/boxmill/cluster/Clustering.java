package dev.boxmill.cluster;

import java.io.Serializable;
import java.util.List;

/**
 * What one start of k-means ended with.
 *
 * @param anchors ascending by area, then width
 * @param averageIou mean over the boxes of the IoU with the nearest anchor
 * @param iterations rounds of assignment; if it converged, the last of them moved no anchor
 * @param converged whether the anchors had come to rest within the bound on the rounds
 * @param start which of the restarts it was, from 0
 */
public record Clustering(
    List<Anchor> anchors, double averageIou, int iterations, boolean converged, int start)
    implements Serializable {

  public Clustering {
    anchors = List.copyOf(anchors);
  }

  /** {@return the anchors as pairs (w, h), as {@link AnchorQuality} takes them; a new array} */
  public double[][] sizes() {
    return anchors.stream().map(a -> new double[] {a.w(), a.h()}).toArray(double[][]::new);
  }

  /**
   * The one with the higher average IoU; of equals the earlier start. Associative and commutative,
   * so the best of many does not depend on how they are grouped.
   *
   * @param other of the same boxes and options
   * @return one of the two
   */
  public Clustering orBetter(Clustering other) {
    int order = Double.compare(averageIou, other.averageIou);
    return order > 0 || (order == 0 && start <= other.start) ? this : other;
  }
}
