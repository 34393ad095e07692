package dev.boxmill.assign;

/**
 * What a network says at each point of a grid.
 *
 * @param boxes left, top, right, bottom in pixels of the network's input, decoded
 * @param scores [points, classes], each in [0, 1]; for YOLOX class times objectness
 */
public record Predictions(double[] boxes, float[] scores) {

  /** Classes, from the lengths of the arrays. */
  int classes() {
    return boxes.length == 0 ? 0 : scores.length / (boxes.length / 4);
  }

  float score(int point, int category) {
    return scores[point * classes() + category];
  }

  void check(AnchorGrid points) {
    int n = points.size();
    if (boxes.length != 4 * n || (n > 0 && scores.length % n != 0)) {
      throw new IllegalArgumentException(
          boxes.length + " coordinates and " + scores.length + " scores for " + n + " points");
    }
  }
}
