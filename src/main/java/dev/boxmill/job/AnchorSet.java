package dev.boxmill.job;

import dev.boxmill.cluster.AnchorFamily;
import dev.boxmill.cluster.AnchorQuality;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Anchors of a model.
 *
 * @param name for people
 * @param anchors (w, h) in pixels, or in whatever boxes were clustered in
 * @param strides of the levels, ascending; empty: one level whose stride is not known
 * @param levels index into {@code strides} of each anchor; all 0 without strides
 */
record AnchorSet(String name, double[][] anchors, List<Integer> strides, int... levels) {

  AnchorSet {
    strides = List.copyOf(strides);
  }

  /**
   * Free anchors, the smallest to the finest level, as many to each (YOLOv3: 9 over 3).
   *
   * @param anchors ascending by area
   * @param strides as many, or a divisor of the number of anchors; or none
   */
  static AnchorSet sharedOut(String name, double[][] anchors, List<Integer> strides) {
    int each = anchors.length / Math.max(1, strides.size());
    return new AnchorSet(
        name, anchors, strides, IntStream.range(0, anchors.length).map(a -> a / each).toArray());
  }

  /** The anchors of a family, ascending by area. */
  static AnchorSet of(String name, AnchorFamily family, List<Integer> strides, double... logs) {
    double[][] anchors = family.anchors(logs);
    int[] levels = family.levels();
    List<Integer> order =
        IntStream.range(0, anchors.length)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer a) -> anchors[a][0] * anchors[a][1])
                    .thenComparing(a -> anchors[a][0]))
            .toList();
    return new AnchorSet(
        name,
        order.stream().map(a -> anchors[a]).toArray(double[][]::new),
        strides,
        order.stream().mapToInt(a -> levels[a]).toArray());
  }

  /** The same anchors on an input of another size. */
  AnchorSet scaled(String newName, double factorW, double factorH) {
    double[][] scaled = new double[anchors.length][];
    for (int a = 0; a < scaled.length; a++) {
      scaled[a] = new double[] {anchors[a][0] * factorW, anchors[a][1] * factorH};
    }
    return new AnchorSet(newName, scaled, strides, levels);
  }

  /** Indices of the anchors of a level, ascending. */
  List<Integer> members(int level) {
    return IntStream.range(0, levels.length).filter(a -> levels[a] == level).boxed().toList();
  }

  /** Boxes that are nearest to an anchor of this level. */
  long boxes(int level, AnchorQuality quality) {
    return members(level).stream().mapToLong(quality::boxes).sum();
  }

  /** Strides of levels that no box is nearest to. */
  List<Integer> idle(AnchorQuality quality) {
    List<Integer> idle = new ArrayList<>();
    for (int level = 0; level < strides.size(); level++) {
      if (boxes(level, quality) == 0) {
        idle.add(strides.get(level));
      }
    }
    return idle;
  }
}
