package dev.boxmill.assign;

/**
 * YOLOv5 (Jocher et al. 2020): a ground truth gets every anchor whose sides differ from its own by
 * a factor below the limit, at the cell that owns its centre and at the nearer neighbour across and
 * down, so up to three cells on each level.
 *
 * <p>The left (upper) neighbour is taken where the centre lies in the first half of its cell, the
 * right (lower) one where it lies in the second; at exactly half, none. There is no neighbour
 * beyond the grid. Where two ground truths want the same anchor, the later one gets it, as the last
 * write wins in the peer; the neighbours of all are written after the owners of all, the peer's
 * order being owner, left, upper, right, lower.
 */
public final class YoloV5Targets implements Assigner {
  private static final double EDGE = 1;

  private final AnchorGrid grid;
  private final double limit;

  /**
   * A scheme over a grid.
   *
   * @param grid made by {@link AnchorGrid#of}; three levels in the models published
   * @param limit the largest factor between sides, exclusive: 4 as published
   */
  public YoloV5Targets(AnchorGrid grid, double limit) {
    this.grid = grid;
    this.limit = limit;
  }

  @Override
  public int anchors() {
    return grid.size();
  }

  /** Quality is the centred IoU. Ground truths whose {@link Fate} is INVALID get nothing. */
  @Override
  public Assignment assign(double[] boxes) {
    Assignment result = new Assignment(grid.size());
    for (int level = 0; level < grid.levels(); level++) {
      for (int side = 0; side < 5; side++) {
        for (int shape = 0; shape < grid.perCell(level); shape++) {
          for (int t = 0; t < boxes.length / 4; t++) {
            if (Boxes.valid(boxes, t, grid.width(), grid.height())
                && ratio(boxes, t, level, shape) < limit) {
              place(boxes, t, level, shape, side, result);
            }
          }
        }
      }
    }
    return result;
  }

  /** Side 0 is the owner, then left, upper, right, lower. */
  private void place(double[] boxes, int t, int level, int shape, int side, Assignment result) {
    double x = Boxes.centreX(boxes, t) / grid.stride(level);
    double y = Boxes.centreY(boxes, t) / grid.stride(level);
    int column = (int) x;
    int row = (int) y;
    boolean wanted =
        switch (side) {
          case 0 -> true;
          case 1 -> x > EDGE && x % 1 < .5;
          case 2 -> y > EDGE && y % 1 < .5;
          case 3 -> column + 1 < grid.columns(level) && x % 1 > .5;
          default -> row + 1 < grid.rows(level) && y % 1 > .5;
        };
    if (wanted) {
      column += side == 1 ? -1 : side == 3 ? 1 : 0;
      row += side == 2 ? -1 : side == 4 ? 1 : 0;
      double iou =
          Boxes.centredIou(
              Boxes.width(boxes, t),
              Boxes.height(boxes, t),
              grid.shapeWidth(level, shape),
              grid.shapeHeight(level, shape));
      result.match(grid.index(level, column, row, shape), t, iou);
    }
  }

  private double ratio(double[] boxes, int t, int level, int shape) {
    double w = Boxes.width(boxes, t) / grid.shapeWidth(level, shape);
    double h = Boxes.height(boxes, t) / grid.shapeHeight(level, shape);
    return Math.max(Math.max(w, 1 / w), Math.max(h, 1 / h));
  }

  @Override
  public Fate alone(double[] boxes, int truth) {
    if (!Boxes.valid(boxes, truth, grid.width(), grid.height())) {
      return Fate.INVALID;
    }
    for (int level = 0; level < grid.levels(); level++) {
      for (int shape = 0; shape < grid.perCell(level); shape++) {
        if (ratio(boxes, truth, level, shape) < limit) {
          return Fate.MATCHED;
        }
      }
    }
    return Fate.SHAPE;
  }
}
