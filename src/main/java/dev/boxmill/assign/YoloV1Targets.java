package dev.boxmill.assign;

import java.util.Arrays;

/**
 * YOLO (Redmon et al. 2016): the picture is cut into S x S cells, and the cell that owns a ground
 * truth's centre predicts it. A centre on a border belongs to the cell right of it or below.
 *
 * <p>A cell holds one object: of several, the first one given, as in Darknet.
 */
public final class YoloV1Targets implements Assigner {
  private final int cells;
  private final int boxesPerCell;
  private final int classes;
  private final double width;
  private final double height;

  /**
   * A grid over a picture.
   *
   * @param cells S, cells a side; 7 in the paper
   * @param boxesPerCell B; 2 in the paper
   * @param classes C; 20 in the paper
   * @param width of the input in pixels; 448 in the paper
   * @param height of the input in pixels; 448 in the paper
   */
  public YoloV1Targets(int cells, int boxesPerCell, int classes, double width, double height) {
    this.cells = cells;
    this.boxesPerCell = boxesPerCell;
    this.classes = classes;
    this.width = width;
    this.height = height;
  }

  /** S x S: one anchor stands for all boxes of a cell; by row, then column. */
  @Override
  public int anchors() {
    return cells * cells;
  }

  /** Quality is 1. Ground truths whose {@link Fate} is INVALID get nothing. */
  @Override
  public Assignment assign(double[] boxes) {
    Assignment result = new Assignment(anchors());
    for (int t = 0; t < boxes.length / 4; t++) {
      if (Boxes.valid(boxes, t, width, height)) {
        int row = (int) gridY(boxes, t);
        int column = (int) gridX(boxes, t);
        int cell = row * cells + column;
        if (result.truth(cell) == Assignment.UNMATCHED) {
          result.match(cell, t, 1);
        }
      }
    }
    return result;
  }

  /**
   * The tensor that the network is trained towards: in each cell B times x, y (of the centre, from
   * the cell's corner, in cells), w, h (of the picture) and the confidence 1, then C class
   * probabilities. All B boxes are the same; which one takes the loss depends on the predictions.
   * Cells without an object are 0.
   *
   * @param boxes left, top, right, bottom of each ground truth, pixels
   * @param categories the class of each ground truth, in [0, C)
   * @return [S, S, 5 B + C], row-major
   */
  public float[] encode(double[] boxes, int[] categories) {
    int depth = 5 * boxesPerCell + classes;
    float[] tensor = new float[anchors() * depth];
    Assignment assigned = assign(boxes);
    for (int cell = 0; cell < anchors(); cell++) {
      int t = assigned.truth(cell);
      if (t < 0) {
        continue;
      }
      for (int b = 0; b < boxesPerCell; b++) {
        int at = cell * depth + 5 * b;
        tensor[at] = (float) (gridX(boxes, t) % 1);
        tensor[at + 1] = (float) (gridY(boxes, t) % 1);
        tensor[at + 2] = (float) (Boxes.width(boxes, t) / width);
        tensor[at + 3] = (float) (Boxes.height(boxes, t) / height);
        tensor[at + 4] = 1;
      }
      tensor[cell * depth + 5 * boxesPerCell + categories[t]] = 1;
    }
    return tensor;
  }

  /** Objects read back from {@link #encode}'s tensor, by cell. */
  public static final class Objects {
    private final double[] boxes;
    private final int[] categories;

    private Objects(double[] boxes, int[] categories) {
      this.boxes = boxes;
      this.categories = categories;
    }

    /** {@return left, top, right, bottom in pixels, object after object; shared, not copied} */
    public double[] boxes() {
      return boxes;
    }

    /** {@return the class of each object; shared, not copied} */
    public int[] categories() {
      return categories;
    }
  }

  /**
   * The inverse of {@link #encode}, but for the objects that lost their cell to another.
   *
   * @param tensor [S, S, 5 B + C]; of each cell the first box counts, where its confidence is above
   *     0
   * @return at most one object a cell, with its likeliest class
   */
  public Objects decode(float[] tensor) {
    int depth = 5 * boxesPerCell + classes;
    double[] boxes = new double[4 * anchors()];
    int[] categories = new int[anchors()];
    int n = 0;
    for (int cell = 0; cell < anchors(); cell++) {
      int at = cell * depth;
      if (tensor[at + 4] <= 0) {
        continue;
      }
      int row = cell / cells;
      double x = (cell % cells + tensor[at]) / cells * width;
      double y = (row + tensor[at + 1]) / cells * height;
      double w = tensor[at + 2] * width;
      double h = tensor[at + 3] * height;
      boxes[4 * n] = x - w / 2;
      boxes[4 * n + 1] = y - h / 2;
      boxes[4 * n + 2] = x + w / 2;
      boxes[4 * n + 3] = y + h / 2;
      int first = at + 5 * boxesPerCell;
      for (int c = 1; c < classes; c++) {
        if (tensor[first + c] > tensor[first + categories[n]]) {
          categories[n] = c;
        }
      }
      n++;
    }
    return new Objects(Arrays.copyOf(boxes, 4 * n), Arrays.copyOf(categories, n));
  }

  @Override
  public Fate alone(double[] boxes, int truth) {
    return Boxes.valid(boxes, truth, width, height) ? Fate.MATCHED : Fate.INVALID;
  }

  private double gridX(double[] boxes, int t) {
    return Boxes.centreX(boxes, t) * cells / width;
  }

  private double gridY(double[] boxes, int t) {
    return Boxes.centreY(boxes, t) * cells / height;
  }
}
