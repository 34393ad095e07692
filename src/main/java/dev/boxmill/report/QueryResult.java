package dev.boxmill.report;

import java.util.List;

/**
 * Where the boxes of each query of a set-prediction detector lie.
 *
 * @param boxes boxes that carry a query
 * @param images images that have such a box
 * @param slots queries that gave a box, ascending by number
 */
public record QueryResult(long boxes, long images, List<Slot> slots) {

  public QueryResult {
    slots = List.copyOf(slots);
  }

  /** What a box is in DETR's figure 7. */
  public enum Kind {
    /** Up to 32 x 32 pixels, as COCO has it. */
    SMALL,
    /** Larger, and at least as wide as high. */
    HORIZONTAL,
    /** Larger, and higher than wide. */
    VERTICAL
  }

  /**
   * One query. Places and sizes are shares of the image's width and height, in [0, 1].
   *
   * @param query its number, from 0
   * @param boxes how many it gave
   * @param x mean of the boxes' centres, from the left
   * @param y mean of the boxes' centres, from the top
   * @param w mean width
   * @param h mean height
   * @param kinds boxes by {@link Kind#ordinal}
   * @param sample centres of some of its boxes: thousandths from the left, thousandths from the
   *     top, kind; in no meaningful order
   */
  public record Slot(
      int query,
      long boxes,
      double x,
      double y,
      double w,
      double h,
      List<Long> kinds,
      List<List<Integer>> sample) {

    public Slot {
      kinds = List.copyOf(kinds);
      sample = sample.stream().map(List::copyOf).toList();
    }

    /** Share of the boxes that are of a kind. */
    double share(Kind kind) {
      return (double) kinds.get(kind.ordinal()) / boxes;
    }
  }
}
