package dev.boxmill.job;

import dev.boxmill.cluster.AnchorFamily;
import dev.boxmill.cluster.AnchorQuality;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.cluster.Evolution;
import java.util.List;
import java.util.Map;

/**
 * The job's outcome.
 *
 * @param set the anchors, ascending by area
 * @param quality over all boxes
 * @param byClass quality by class name, classes with boxes only
 * @param byArea quality by COCO's names of sizes, those with boxes only
 * @param clusterings of each k that was tried, ascending; empty for a family
 * @param chosen which of them became the anchors; -1 for a family
 * @param shape scales and ratios of a family, or null
 * @param evolution what mutation did, or null
 * @param compared other anchors, with their quality
 */
record AnchorsFound(
    AnchorSet set,
    AnchorQuality quality,
    Map<String, AnchorQuality> byClass,
    Map<String, AnchorQuality> byArea,
    List<Clustering> clusterings,
    int chosen,
    AnchorFamily.Shape shape,
    Evolution.Outcome evolution,
    List<Compared> compared) {

  /** Anchors that were not made for these boxes. */
  record Compared(AnchorSet set, AnchorQuality quality) {}

  /** The clustering that became the anchors, or null for a family. */
  Clustering clustering() {
    return chosen < 0 ? null : clusterings.get(chosen);
  }
}
