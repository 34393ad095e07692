package dev.boxmill.audit;

import dev.boxmill.assign.BoxLoss;
import dev.boxmill.assign.Hungarian;
import java.util.Arrays;

/**
 * DETR's set loss (Carion et al. 2020, section 3.1 and appendix A.2; weights 1, 5 and 2 of class,
 * L1 and GIoU) of one model on one image, from finished detections: their scores stand in for the
 * class probabilities.
 */
final class SetLoss {
  static final double L1_WEIGHT = 5;
  static final double GIOU_WEIGHT = 2;

  /** Class loss of a label without a detection of its class, about -ln(.01). */
  static final double NOT_FOUND = 4.6;

  private static final double SURE = .99;
  private static final double WORST_GIOU = 2;

  private SetLoss() {}

  /** Mean of the models' losses. */
  static ImageLoss of(Scene scene) {
    double[] sums = new double[4];
    double[] objects = new double[scene.objects()];
    for (Scene.Found found : scene.found) {
      add(scene, found, sums, objects);
    }
    int models = Math.max(1, scene.models());
    for (int g = 0; g < objects.length; g++) {
      objects[g] /= models;
    }
    return new ImageLoss(
        scene.image,
        sums[0] / models,
        sums[1] / models,
        sums[2] / models,
        sums[3] / models,
        objects);
  }

  private static void add(Scene scene, Scene.Found found, double[] sums, double[] objects) {
    int rows = scene.objects();
    int columns = found.size();
    double[] l1 = new double[rows * columns];
    double[] giou = new double[rows * columns];
    double[] cost = new double[rows * columns];
    for (int g = 0; g < rows; g++) {
      for (int d = 0; d < columns; d++) {
        int at = g * columns + d;
        l1[at] = l1(scene, g, found, d);
        giou[at] = giou(scene, g, found, d);
        cost[at] = classLoss(scene, g, found, d) + L1_WEIGHT * l1[at] + GIOU_WEIGHT * giou[at];
      }
    }
    int[] matched = new int[rows];
    Arrays.fill(matched, -1);
    if (rows > 0 && columns > 0) {
      matched = Hungarian.solve(cost, rows, columns);
    }
    boolean[] used = new boolean[columns];
    for (int g = 0; g < rows; g++) {
      int d = matched[g];
      if (d < 0) {
        sums[0] += NOT_FOUND;
        sums[2] += WORST_GIOU;
        objects[g] += NOT_FOUND + GIOU_WEIGHT * WORST_GIOU;
      } else {
        int at = g * columns + d;
        used[d] = true;
        sums[0] += classLoss(scene, g, found, d);
        sums[1] += l1[at];
        sums[2] += giou[at];
        objects[g] += cost[at];
      }
    }
    for (int d = 0; d < columns; d++) {
      if (!used[d] && !scene.ignored(found.boxes(), d)) {
        sums[3] -= Math.log(1 - clamped(found.scores()[d]));
      }
    }
  }

  private static double classLoss(Scene scene, int g, Scene.Found found, int d) {
    return found.classes()[d] == scene.classes[g]
        ? Math.min(NOT_FOUND, -Math.log(clamped(found.scores()[d])))
        : NOT_FOUND;
  }

  private static double clamped(double score) {
    return Math.max(1 - SURE, Math.min(SURE, score));
  }

  /** Distance of centre x, centre y, width and height, each in parts of the image's side. */
  private static double l1(Scene scene, int g, Scene.Found found, int d) {
    double sum = 0;
    for (int side = 0; side < 2; side++) {
      double extent = side == 0 ? scene.width : scene.height;
      double low = found.boxes()[4 * d + side] - scene.boxes[4 * g + side];
      double high = found.boxes()[4 * d + 2 + side] - scene.boxes[4 * g + 2 + side];
      sum += (Math.abs(low + high) / 2 + Math.abs(high - low)) / extent;
    }
    return sum;
  }

  /** 2, the worst there is, where a box has no area. */
  private static double giou(Scene scene, int g, Scene.Found found, int d) {
    double[] p = Arrays.copyOfRange(found.boxes(), 4 * d, 4 * d + 4);
    double[] t = Arrays.copyOfRange(scene.boxes, 4 * g, 4 * g + 4);
    boolean areas = p[2] > p[0] && p[3] > p[1] && t[2] > t[0] && t[3] > t[1];
    return areas ? BoxLoss.GIOU.of(p, t, null) : WORST_GIOU;
  }
}
