package dev.boxmill.audit;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.geometry.Iou;

/**
 * One image: its labels and what each model found. Boxes are left, top, right, bottom in pixels,
 * four values a box; classes are indices into the categories.
 */
final class Scene {
  /** What one model found, by descending score. */
  record Found(int[] classes, double[] scores, double[] boxes) {
    int size() {
      return classes.length;
    }
  }

  final int image;
  final double width;
  final double height;

  /** Rows, classes and boxes of the labels to judge. */
  final int[] rows;

  final int[] classes;
  final double[] boxes;

  /** Boxes of crowds and of labels to ignore: what is found in them says nothing. */
  final double[] regions;

  final Found[] found;

  Scene(LabelIndex labels, int image, Found[] found) {
    this.image = image;
    this.found = found;
    Annotations all = labels.annotations();
    GroundTruthTable objects = all.groundTruths();
    int n = labels.objects(image);
    int judged = 0;
    for (int i = 0; i < n; i++) {
      judged += labels.judged(labels.row(image, i)) ? 1 : 0;
    }
    rows = new int[judged];
    classes = new int[judged];
    boxes = new double[4 * judged];
    regions = new double[4 * (n - judged)];
    for (int i = 0, g = 0, r = 0; i < n; i++) {
      int row = labels.row(image, i);
      if (labels.judged(row)) {
        rows[g] = row;
        classes[g] = all.categoryIndex(objects.categoryId(row));
        corners(objects.boxes(), row, boxes, g++);
      } else {
        corners(objects.boxes(), row, regions, r++);
      }
    }
    width = extent(all.images().image(image).width(), 2);
    height = extent(all.images().image(image).height(), 3);
  }

  /** From left, top, width, height. */
  static void corners(double[] from, int row, double[] to, int place) {
    for (int side = 0; side < 2; side++) {
      to[4 * place + side] = from[4 * row + side];
      to[4 * place + 2 + side] = from[4 * row + side] + from[4 * row + 2 + side];
    }
  }

  /** An image's side; where it is not known, as far as boxes reach. */
  private double extent(int known, int side) {
    if (known > 0) {
      return known;
    }
    double most = 1;
    for (int i = side; i < boxes.length; i += 4) {
      most = Math.max(most, boxes[i]);
    }
    for (Found model : found) {
      for (int i = side; i < model.boxes.length; i += 4) {
        most = Math.max(most, model.boxes[i]);
      }
    }
    return most;
  }

  int objects() {
    return rows.length;
  }

  int models() {
    return found.length;
  }

  int size(int object) {
    return size(boxes, object);
  }

  static int size(double[] boxes, int place) {
    int b = 4 * place;
    return Bins.size(boxes[b + 2] - boxes[b], boxes[b + 3] - boxes[b + 1]);
  }

  static double iou(double[] a, int i, double[] b, int j) {
    int p = 4 * i;
    int q = 4 * j;
    return Iou.iou(a[p], a[p + 1], a[p + 2], a[p + 3], b[q], b[q + 1], b[q + 2], b[q + 3]);
  }

  /** Whether half of a box or more lies in a region to ignore. */
  boolean ignored(double[] box, int place) {
    int b = 4 * place;
    double area = (box[b + 2] - box[b]) * (box[b + 3] - box[b + 1]);
    for (int r = 0; r < regions.length; r += 4) {
      double inter =
          Iou.intersection(
              box[b],
              box[b + 1],
              box[b + 2],
              box[b + 3],
              regions[r],
              regions[r + 1],
              regions[r + 2],
              regions[r + 3]);
      if (inter > 0 && 2 * inter >= area) {
        return true;
      }
    }
    return false;
  }
}
