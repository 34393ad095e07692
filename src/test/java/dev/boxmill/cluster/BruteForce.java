package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Lloyd's iteration as a text book has it: every box, every anchor, every round. */
final class BruteForce {
  private static final double STILL = 1e-10;

  final double[][] anchors;
  double averageIou;
  int rounds;

  private final Distance distance;

  /** Runs to convergence from the given anchors; stops at empty clusters with an error. */
  BruteForce(double[][] boxes, double[][] start, Distance distance, Centre centre) {
    this.distance = distance;
    anchors = Arrays.stream(start).map(double[]::clone).toArray(double[][]::new);
    int[] owner = new int[boxes.length];
    boolean moved = true;
    while (moved) {
      rounds++;
      moved = false;
      double sum = 0;
      double[][] total = new double[anchors.length][3];
      for (int i = 0; i < boxes.length; i++) {
        int best = 0;
        for (int j = 1; j < anchors.length; j++) {
          if (far(boxes[i], anchors[j]) < far(boxes[i], anchors[best])) {
            best = j;
          }
        }
        owner[i] = best;
        sum += iou(boxes[i], anchors[best]);
        total[best][0] += coordinate(boxes[i][0]);
        total[best][1] += coordinate(boxes[i][1]);
        total[best][2]++;
      }
      averageIou = sum / boxes.length;
      for (int j = 0; j < anchors.length; j++) {
        if (total[j][2] == 0) {
          throw new IllegalStateException("empty cluster");
        }
        double[] from = anchors[j];
        anchors[j] =
            centre == Centre.MEAN
                ? new double[] {mean(total[j], 0), mean(total[j], 1)}
                : new double[] {median(boxes, owner, j, 0), median(boxes, owner, j, 1)};
        moved |= Math.abs(from[0] - anchors[j][0]) > STILL * from[0];
        moved |= Math.abs(from[1] - anchors[j][1]) > STILL * from[1];
      }
    }
    Arrays.sort(anchors, (a, b) -> Double.compare(a[0] * a[1], b[0] * b[1]));
  }

  /** The lower one, where there are two. */
  private static double median(double[][] boxes, int[] owner, int anchor, int side) {
    double[] own =
        IntStream.range(0, boxes.length)
            .filter(i -> owner[i] == anchor)
            .mapToDouble(i -> boxes[i][side])
            .sorted()
            .toArray();
    return own[(own.length - 1) / 2];
  }

  private double far(double[] a, double[] b) {
    return switch (distance) {
      case IOU -> -iou(a, b);
      case EUCLIDEAN -> Math.hypot(a[0] - b[0], a[1] - b[1]);
      case LOG_EUCLIDEAN -> Math.hypot(Math.log(a[0] / b[0]), Math.log(a[1] / b[1]));
    };
  }

  private double coordinate(double side) {
    return distance == Distance.LOG_EUCLIDEAN ? Math.log(side) : side;
  }

  private double mean(double[] total, int side) {
    double mean = total[side] / total[2];
    return distance == Distance.LOG_EUCLIDEAN ? Math.exp(mean) : mean;
  }

  static double iou(double[] a, double[] b) {
    double shared = Math.min(a[0], b[0]) * Math.min(a[1], b[1]);
    return shared / (a[0] * a[1] + b[0] * b[1] - shared);
  }
}
