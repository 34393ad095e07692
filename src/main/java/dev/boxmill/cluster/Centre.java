package dev.boxmill.cluster;

/** Where an anchor goes among its boxes. */
public enum Centre {
  /**
   * The weighted lower median of the widths, and that of the heights. Not drawn away by large
   * boxes, it comes near the optimum in average IoU, in a third of the rounds (docs/anchors.md).
   */
  MEDIAN,
  /** The mean width and height, as in Lloyd's iteration of the books. */
  MEAN,
  /**
   * Where the average IoU of the boxes is highest nearby: first medians until they come to rest,
   * then ascent on the average IoU itself, which no round lowers. Goes with {@link Distance#IOU}.
   */
  IOU
}
