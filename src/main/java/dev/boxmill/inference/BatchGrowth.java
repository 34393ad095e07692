package dev.boxmill.inference;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the batch size that is worth its memory: 1, 2, 4, ... as long as each doubling lets the
 * model do more images a second by more than {@value #GAIN} of what it did before.
 */
public final class BatchGrowth {
  /** A doubling that gains less is not worth twice the memory. */
  static final double GAIN = 0.05;

  private BatchGrowth() {}

  /**
   * What a size does.
   *
   * @param batchSize images of a forward pass
   * @param imagesPerSecond positive
   */
  public record Point(int batchSize, double imagesPerSecond) {}

  /** Runs the model at a size. */
  @FunctionalInterface
  interface Measurement {
    /**
     * Images a second.
     *
     * @throws RuntimeException when the model cannot run at that size
     */
    double imagesPerSecond(int batchSize);
  }

  /**
   * Measures sizes from the smallest on, up to the first that gains too little, or up to the last
   * that the model and the memory bear.
   *
   * @param most the largest size to try, at least 1
   * @return every size that was run, in their order; at least size 1
   * @throws RuntimeException when the model does not run at size 1, or fails otherwise than by
   *     memory or a graph that was made for one size
   */
  static List<Point> measure(int most, Measurement measurement) {
    List<Point> points = new ArrayList<>();
    for (int size = 1; size <= most; size *= 2) {
      try {
        points.add(new Point(size, measurement.imagesPerSecond(size)));
      } catch (RuntimeException | OutOfMemoryError e) {
        boolean bound = e instanceof UserException || OutOfMemory.causes(e);
        if (points.isEmpty() || !bound) {
          throw e;
        }
        return points;
      }
      if (!best(points).equals(points.get(points.size() - 1))) {
        return points;
      }
    }
    return points;
  }

  /**
   * {@return the point of the largest size that was worth it}
   *
   * @param points at least one, from the smallest batch on
   */
  public static Point best(List<Point> points) {
    Point best = points.get(0);
    for (Point point : points.subList(1, points.size())) {
      if (point.imagesPerSecond() <= best.imagesPerSecond() * (1 + GAIN)) {
        return best;
      }
      best = point;
    }
    return best;
  }
}
