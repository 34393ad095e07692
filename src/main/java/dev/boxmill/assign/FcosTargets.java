package dev.boxmill.assign;

import java.util.Arrays;

/**
 * FCOS (Tian et al. 2019): the points inside a ground truth are matched to it, on the level whose
 * range holds the largest of the four distances to its sides; of several ground truths the one of
 * smallest area wins, of equal areas the first.
 *
 * <p>Inside is strict; a range holds both its ends, as in the authors' code (torchvision leaves
 * them out). With centre sampling (a radius above 0, 1.5 as published) the point must also lie
 * strictly within that many strides of the centre, across and down.
 */
public final class FcosTargets implements Assigner {
  private final AnchorGrid grid;
  private final double[] limits;
  private final double radius;

  /**
   * A scheme over points.
   *
   * @param points made by {@link AnchorGrid#points}
   * @param limits one more than the levels: level l takes distances in [limits[l], limits[l + 1]]
   *     pixels
   * @param radius of centre sampling in strides, or 0 for the whole box
   * @throws IllegalArgumentException when limits and levels do not fit
   */
  public FcosTargets(AnchorGrid points, double[] limits, double radius) {
    if (limits.length != points.levels() + 1) {
      throw new IllegalArgumentException(limits.length + " limits, " + points.levels() + " levels");
    }
    this.grid = points;
    this.limits = limits.clone();
    this.radius = radius;
  }

  /**
   * P3 to P7 with limits 0, 64, 128, 256, 512 and infinity.
   *
   * @param width of the network's input in pixels
   * @param height of the network's input in pixels
   * @return without centre sampling
   */
  public static FcosTargets paper(int width, int height) {
    return new FcosTargets(
        AnchorGrid.points(width, height, 8, 16, 32, 64, 128),
        new double[] {0, 64, 128, 256, 512, Double.POSITIVE_INFINITY},
        0);
  }

  @Override
  public int anchors() {
    return grid.size();
  }

  /** Quality is the point's {@link #centreness}. */
  @Override
  public Assignment assign(double[] boxes) {
    Assignment result = new Assignment(grid.size());
    double[] areas = new double[grid.size()];
    Arrays.fill(areas, Double.POSITIVE_INFINITY);
    for (int t = 0; t < boxes.length / 4; t++) {
      visit(boxes, t, areas, result);
    }
    return result;
  }

  /** Matches a ground truth's points; returns how many it could have, had it no rival. */
  private int visit(double[] boxes, int t, double[] areas, Assignment result) {
    double area = Boxes.area(boxes, t);
    double[] d = new double[4];
    int found = 0;
    for (int level = 0; level < grid.levels(); level++) {
      int stride = grid.stride(level);
      int lastRow = last(boxes[4 * t + 3], stride, grid.rows(level));
      int lastColumn = last(boxes[4 * t + 2], stride, grid.columns(level));
      for (int row = first(boxes[4 * t + 1], stride); row <= lastRow; row++) {
        for (int column = first(boxes[4 * t], stride); column <= lastColumn; column++) {
          double x = grid.centre(level, column);
          double y = grid.centre(level, row);
          distances(x, y, boxes, t, d);
          double most = Math.max(Math.max(d[0], d[1]), Math.max(d[2], d[3]));
          double least = Math.min(Math.min(d[0], d[1]), Math.min(d[2], d[3]));
          double away =
              Math.max(
                  Math.abs(x - Boxes.centreX(boxes, t)), Math.abs(y - Boxes.centreY(boxes, t)));
          if (least > 0
              && most >= limits[level]
              && most <= limits[level + 1]
              && (radius <= 0 || away < radius * stride)) {
            found++;
            int point = grid.index(level, column, row, 0);
            if (result != null && area < areas[point]) {
              areas[point] = area;
              result.match(point, t, centreness(d[0], d[1], d[2], d[3]));
            }
          }
        }
      }
    }
    return found;
  }

  private static int first(double edge, int stride) {
    return Math.max(0, (int) Math.floor(edge / stride) - 1);
  }

  private static int last(double edge, int stride, int cells) {
    return Math.min(cells - 1, (int) Math.ceil(edge / stride));
  }

  private static void distances(double x, double y, double[] boxes, int t, double[] d) {
    d[0] = x - boxes[4 * t];
    d[1] = y - boxes[4 * t + 1];
    d[2] = boxes[4 * t + 2] - x;
    d[3] = boxes[4 * t + 3] - y;
  }

  /**
   * How far each matched point is from the sides of its box.
   *
   * @param assigned by {@link #assign}
   * @param boxes those that were assigned
   * @return pixels to left, top, right, bottom, point after point; 0 where nothing is matched
   */
  public double[] distances(Assignment assigned, double[] boxes) {
    double[] all = new double[4 * grid.size()];
    double[] d = new double[4];
    for (int level = 0; level < grid.levels(); level++) {
      for (int row = 0; row < grid.rows(level); row++) {
        for (int column = 0; column < grid.columns(level); column++) {
          int point = grid.index(level, column, row, 0);
          if (assigned.truth(point) >= 0) {
            double x = grid.centre(level, column);
            distances(x, grid.centre(level, row), boxes, assigned.truth(point), d);
            System.arraycopy(d, 0, all, 4 * point, 4);
          }
        }
      }
    }
    return all;
  }

  /**
   * Centre-ness of a point inside a box: the root of the horizontal times the vertical ratio of the
   * smaller to the larger distance.
   *
   * @param left distance to the left side, above 0
   * @param top likewise
   * @param right likewise
   * @param bottom likewise
   * @return in (0, 1], 1 in the middle
   */
  public static double centreness(double left, double top, double right, double bottom) {
    return Math.sqrt(
        Math.min(left, right)
            / Math.max(left, right)
            * (Math.min(top, bottom) / Math.max(top, bottom)));
  }

  @Override
  public Fate alone(double[] boxes, int truth) {
    if (!(Boxes.width(boxes, truth) > 0 && Boxes.height(boxes, truth) > 0)) {
      return Fate.INVALID;
    }
    return visit(boxes, truth, null, null) > 0 ? Fate.MATCHED : Fate.TOO_SMALL;
  }
}
