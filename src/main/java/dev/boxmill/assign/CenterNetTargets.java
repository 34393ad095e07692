package dev.boxmill.assign;

/**
 * CenterNet (Zhou et al. 2019): the cell that owns a ground truth's centre predicts it; around it a
 * Gaussian with {@link GaussianRadius} at overlap .7 lowers the penalty of its class's heat map.
 *
 * <p>Cells are numbered by row, then column. The heat map is the element-wise maximum of the
 * objects' Gaussians. A cell has one offset and one size: of several centres in it, of whatever
 * class, the later one's.
 */
public final class CenterNetTargets implements Assigner {
  private static final double OVERLAP = .7;

  private final int classes;
  private final AnchorGrid grid;
  private final GaussianRadius radius;

  /**
   * A scheme for inputs of one size.
   *
   * @param classes how many heat maps there are
   * @param width of the network's input in pixels
   * @param height of the network's input in pixels
   * @param stride pixels a cell, 4 as published
   * @param radius how wide the Gaussians are
   */
  public CenterNetTargets(int classes, int width, int height, int stride, GaussianRadius radius) {
    this.classes = classes;
    this.grid = AnchorGrid.points(width, height, stride);
    this.radius = radius;
  }

  @Override
  public int anchors() {
    return grid.size();
  }

  /** Quality is 1. Ground truths whose {@link Fate} is INVALID get nothing. */
  @Override
  public Assignment assign(double[] boxes) {
    Assignment result = new Assignment(anchors());
    for (int t = 0; t < boxes.length / 4; t++) {
      if (Boxes.valid(boxes, t, grid.width(), grid.height())) {
        result.match(cellY(boxes, t) * grid.columns(0) + cellX(boxes, t), t, 1);
      }
    }
    return result;
  }

  /**
   * The class heat maps: 1 at a centre, falling to 0 outside the radius. A Gaussian reaches the
   * radius (whole cells, cut, of the box's sides in cells, rounded up) across and down; its
   * standard deviation is a sixth of the diameter, 2 radius + 1.
   *
   * @param boxes left, top, right, bottom of each ground truth, pixels
   * @param categories the class of each ground truth, in [0, classes)
   * @return [classes, rows, columns], row-major
   */
  public float[] heatMap(double[] boxes, int[] categories) {
    float[] heat = new float[classes * anchors()];
    for (int t = 0; t < boxes.length / 4; t++) {
      if (Boxes.valid(boxes, t, grid.width(), grid.height())) {
        draw(boxes, t, categories[t], heat);
      }
    }
    return heat;
  }

  private void draw(double[] boxes, int t, int category, float[] heat) {
    double w = Math.ceil(Boxes.width(boxes, t) / grid.stride(0));
    double h = Math.ceil(Boxes.height(boxes, t) / grid.stride(0));
    int r = (int) radius.of(w, h, OVERLAP);
    double sigma = (2 * r + 1) / 6.;
    int cx = cellX(boxes, t);
    int cy = cellY(boxes, t);
    int columns = grid.columns(0);
    for (int y = Math.max(0, cy - r); y <= Math.min(grid.rows(0) - 1, cy + r); y++) {
      int at = category * anchors() + y * columns;
      for (int x = Math.max(0, cx - r); x <= Math.min(columns - 1, cx + r); x++) {
        int square = (x - cx) * (x - cx) + (y - cy) * (y - cy);
        heat[at + x] = Math.max(heat[at + x], (float) Math.exp(-square / (2 * sigma * sigma)));
      }
    }
  }

  /**
   * Of each matched cell, the centre's place in it.
   *
   * @param assigned by {@link #assign}
   * @param boxes those that were assigned
   * @return x, y in cells, in [0, 1), cell after cell; 0 where nothing is matched
   */
  public float[] offsets(Assignment assigned, double[] boxes) {
    float[] offsets = new float[2 * anchors()];
    for (int cell = 0; cell < anchors(); cell++) {
      int t = assigned.truth(cell);
      if (t >= 0) {
        offsets[2 * cell] = (float) (Boxes.centreX(boxes, t) / grid.stride(0) - cellX(boxes, t));
        offsets[2 * cell + 1] =
            (float) (Boxes.centreY(boxes, t) / grid.stride(0) - cellY(boxes, t));
      }
    }
    return offsets;
  }

  /**
   * Of each matched cell, the box's size.
   *
   * @param assigned by {@link #assign}
   * @param boxes those that were assigned
   * @return width, height in cells, cell after cell; 0 where nothing is matched
   */
  public float[] sizes(Assignment assigned, double[] boxes) {
    float[] sizes = new float[2 * anchors()];
    for (int cell = 0; cell < anchors(); cell++) {
      int t = assigned.truth(cell);
      if (t >= 0) {
        sizes[2 * cell] = (float) (Boxes.width(boxes, t) / grid.stride(0));
        sizes[2 * cell + 1] = (float) (Boxes.height(boxes, t) / grid.stride(0));
      }
    }
    return sizes;
  }

  @Override
  public Fate alone(double[] boxes, int truth) {
    return Boxes.valid(boxes, truth, grid.width(), grid.height()) ? Fate.MATCHED : Fate.INVALID;
  }

  private int cellX(double[] boxes, int t) {
    return (int) (Boxes.centreX(boxes, t) / grid.stride(0));
  }

  private int cellY(double[] boxes, int t) {
    return (int) (Boxes.centreY(boxes, t) / grid.stride(0));
  }
}
