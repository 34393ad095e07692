package dev.boxmill.cluster;

import java.util.Arrays;

/** Lloyd's iteration as a text book has it: every box, every anchor, every round. */
final class BruteForce {
  final double[][] anchors;
  double averageIou;
  int rounds;

  /** Runs to convergence from the given anchors; stops at empty clusters with an error. */
  BruteForce(double[][] boxes, double[][] start) {
    anchors = Arrays.stream(start).map(double[]::clone).toArray(double[][]::new);
    int[] owner = new int[boxes.length];
    Arrays.fill(owner, -1);
    boolean changed = true;
    while (changed) {
      rounds++;
      changed = false;
      double sum = 0;
      double[][] total = new double[anchors.length][3];
      for (int i = 0; i < boxes.length; i++) {
        int best = 0;
        for (int j = 1; j < anchors.length; j++) {
          if (iou(boxes[i], anchors[j]) > iou(boxes[i], anchors[best])) {
            best = j;
          }
        }
        changed |= best != owner[i];
        owner[i] = best;
        sum += iou(boxes[i], anchors[best]);
        total[best][0] += boxes[i][0];
        total[best][1] += boxes[i][1];
        total[best][2]++;
      }
      averageIou = sum / boxes.length;
      for (int j = 0; j < anchors.length; j++) {
        if (total[j][2] == 0) {
          throw new IllegalStateException("empty cluster");
        }
        anchors[j] = new double[] {total[j][0] / total[j][2], total[j][1] / total[j][2]};
      }
    }
    Arrays.sort(anchors, (a, b) -> Double.compare(a[0] * a[1], b[0] * b[1]));
  }

  private static double iou(double[] a, double[] b) {
    double shared = Math.min(a[0], b[0]) * Math.min(a[1], b[1]);
    return shared / (a[0] * a[1] + b[0] * b[1] - shared);
  }
}
