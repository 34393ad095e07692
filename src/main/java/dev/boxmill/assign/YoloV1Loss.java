package dev.boxmill.assign;

import dev.boxmill.geometry.Iou;
import java.util.Arrays;

/**
 * The loss of YOLO (Redmon et al. 2016, equation 3): five sums of squares over a grid of S x S
 * cells, each with B boxes and one set of class probabilities.
 *
 * <p>The cell that holds an object's centre answers for it, the first object of a cell only. Within
 * the cell the box of the best IoU is responsible; where no box overlaps the object, the one whose
 * four values are nearest in squares (as in darknet); of equals, the first. The confidence target
 * is that IoU, held constant in the gradient.
 *
 * @param grid S, cells a side
 * @param boxes B, boxes a cell
 * @param classes number of classes
 * @param coordinateWeight lambda_coord, factor of the two coordinate terms
 * @param noObjectWeight lambda_noobj, factor of the confidence of boxes without an object
 */
public record YoloV1Loss(
    int grid, int boxes, int classes, double coordinateWeight, double noObjectWeight) {

  /**
   * Sizes below this have the tangent here in place of their square root, whose slope has no bound
   * at 0: an empty or negative size is still pulled back.
   */
  private static final double SMALLEST_SIZE = 1e-6;

  /**
   * The loss with the paper's weights.
   *
   * @param grid S, cells a side; 7 in the paper
   * @param boxes B, boxes a cell; 2 in the paper
   * @param classes how many; 20 in the paper
   * @return weights 5 and .5
   */
  public static YoloV1Loss of(int grid, int boxes, int classes) {
    return new YoloV1Loss(grid, boxes, classes, 5, .5);
  }

  /**
   * The five terms in the paper's order, each with its weight applied and summed over the cells.
   *
   * @param centre squared errors of x and y
   * @param size squared errors of the roots of w and h
   * @param object squared errors of the confidence of responsible boxes
   * @param noObject squared errors of the confidence of all other boxes
   * @param classification squared errors of the class probabilities
   */
  public record Terms(
      double centre, double size, double object, double noObject, double classification) {
    /** {@return their sum} */
    public double total() {
      return centre + size + object + noObject + classification;
    }
  }

  /**
   * The loss of one image.
   *
   * @param output [S, S, 5 * B + C]: for each box x, y within the cell, w, h of the image and
   *     confidence; then the class probabilities
   * @param truths centre x, centre y, width, height in parts of the image, object after object
   * @param labels class of each object
   * @param gradient receives one derivative an output, or null
   * @return sums, not means
   * @throws IllegalArgumentException when a length does not fit or a centre lies outside the image
   */
  public Terms of(double[] output, double[] truths, int[] labels, double[] gradient) {
    int depth = 5 * boxes + classes;
    if (output.length != grid * grid * depth || truths.length != 4 * labels.length) {
      throw new IllegalArgumentException(
          output.length + " outputs and " + truths.length + " coordinates do not fit");
    }
    int[] objectOf = objects(truths, labels.length);
    double centre = 0;
    double size = 0;
    double object = 0;
    double noObject = 0;
    double classification = 0;
    double[] slope = gradient == null ? new double[output.length] : gradient;
    Arrays.fill(slope, 0);
    for (int cell = 0; cell < objectOf.length; cell++) {
      int base = cell * depth;
      int truth = objectOf[cell];
      int responsible = -1;
      if (truth >= 0) {
        double[] target = target(truths, truth, cell);
        responsible = responsible(output, base, target);
        int box = base + 5 * responsible;
        for (int i = 0; i < 2; i++) {
          double d = output[box + i] - target[i];
          centre += coordinateWeight * d * d;
          slope[box + i] = 2 * coordinateWeight * d;
        }
        for (int i = 2; i < 4; i++) {
          double d = root(output[box + i]) - root(target[i]);
          size += coordinateWeight * d * d;
          slope[box + i] = 2 * coordinateWeight * d * rootSlope(output[box + i]);
        }
        double d = output[box + 4] - iou(output, box, target);
        object += d * d;
        slope[box + 4] = 2 * d;
        for (int c = 0; c < classes; c++) {
          int at = base + 5 * boxes + c;
          double miss = output[at] - (c == labels[truth] ? 1 : 0);
          classification += miss * miss;
          slope[at] = 2 * miss;
        }
      }
      for (int b = 0; b < boxes; b++) {
        if (b != responsible) {
          int at = base + 5 * b + 4;
          noObject += noObjectWeight * output[at] * output[at];
          slope[at] = 2 * noObjectWeight * output[at];
        }
      }
    }
    return new Terms(centre, size, object, noObject, classification);
  }

  /** For each cell its object, or -1. */
  private int[] objects(double[] truths, int count) {
    int[] objectOf = new int[grid * grid];
    Arrays.fill(objectOf, -1);
    for (int i = 0; i < count; i++) {
      double x = truths[4 * i];
      double y = truths[4 * i + 1];
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException("centre " + x + ", " + y + " outside the image");
      }
      int cell = cell(y) * grid + cell(x);
      if (objectOf[cell] < 0) {
        objectOf[cell] = i;
      }
    }
    return objectOf;
  }

  /** Row or column of a coordinate; the image's far edge belongs to the last cell. */
  private int cell(double v) {
    return Math.min((int) (v * grid), grid - 1);
  }

  /** The object as a perfect box of its cell would predict it. */
  private double[] target(double[] truths, int truth, int cell) {
    int at = 4 * truth;
    int row = cell / grid;
    return new double[] {
      truths[at] * grid - cell % grid, truths[at + 1] * grid - row, truths[at + 2], truths[at + 3]
    };
  }

  private int responsible(double[] output, int base, double[] target) {
    int best = 0;
    double bestIou = 0;
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int b = 0; b < boxes; b++) {
      int box = base + 5 * b;
      double iou = iou(output, box, target);
      if (iou > bestIou) {
        bestIou = iou;
        best = b;
      }
      double dx = (output[box] - target[0]) / grid;
      double dy = (output[box + 1] - target[1]) / grid;
      double dw = output[box + 2] - target[2];
      double dh = output[box + 3] - target[3];
      double distance = dx * dx + dy * dy + dw * dw + dh * dh;
      if (distance < least) {
        least = distance;
        nearest = b;
      }
    }
    return bestIou > 0 ? best : nearest;
  }

  private double iou(double[] output, int at, double[] target) {
    double x = output[at] / grid;
    double y = output[at + 1] / grid;
    double w = output[at + 2] / 2;
    double h = output[at + 3] / 2;
    double tx = target[0] / grid;
    double ty = target[1] / grid;
    double tw = target[2] / 2;
    double th = target[3] / 2;
    return Iou.iou(x - w, y - h, x + w, y + h, tx - tw, ty - th, tx + tw, ty + th);
  }

  private static double root(double size) {
    return size >= SMALLEST_SIZE
        ? Math.sqrt(size)
        : Math.sqrt(SMALLEST_SIZE) + (size - SMALLEST_SIZE) * rootSlope(size);
  }

  private static double rootSlope(double size) {
    return .5 / Math.sqrt(Math.max(size, SMALLEST_SIZE));
  }
}
