package dev.boxmill.job;

import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.Centre;
import dev.boxmill.cluster.Distance;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.error.UserException;
import picocli.CommandLine.Option;

/** Options on what clustering minimises. */
final class AnchorKernel {
  @Option(
      names = "--distance",
      paramLabel = "iou|euclidean|log-euclidean",
      description =
          "How far a box is from an anchor: 1 - IoU, or for comparison in sides or their"
              + " logarithms (default: iou).")
  Distance distance = Distance.IOU;

  @Option(
      names = "--centre",
      paramLabel = "median|mean|iou",
      description =
          "Where an anchor goes among its boxes; iou: where their IoU is highest (default:"
              + " median).")
  Centre centre = Centre.MEDIAN;

  @Option(
      names = "--weight",
      paramLabel = "none|area|inverse-class|column",
      description = "How much a box counts; column: as the Parquet file says (default: none).")
  BoxWeight weight = BoxWeight.NONE;

  @Option(
      names = "--exact",
      description = "Cluster all distinct sizes, and no grid's cells however many there are.")
  boolean exact;

  void check() {
    if (centre == Centre.IOU && distance != Distance.IOU) {
      throw new UserException("--centre iou: goes with --distance iou only; leave one of them out");
    }
  }

  /** Distinct sizes beyond which cells of a grid are clustered. */
  int limit() {
    return exact ? SizeHistogram.EXACT : SizeHistogram.DEFAULT_LIMIT;
  }
}
