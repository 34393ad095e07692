package dev.boxmill.eval;

import java.util.List;

/**
 * Precision over recall at one IoU threshold, all sizes, the largest detection limit.
 *
 * @param categoryId the class, or {@link #MEAN}
 * @param name the class's name, or "mean"
 * @param iou the threshold
 * @param points ascending by recall
 */
public record Curve(int categoryId, String name, double iou, List<Point> points) {
  /** Stands for the mean over classes that have objects. */
  public static final int MEAN = -1;

  public Curve {
    points = List.copyOf(points);
  }

  /**
   * One recall level.
   *
   * @param recall the level in [0, 1]
   * @param precision best precision at this recall or a higher one; 0 when not reached, -1 when the
   *     class has no objects
   * @param score the score at which the level is reached; 0 when not reached, -1 when undefined
   */
  public record Point(double recall, double precision, double score) {}
}
