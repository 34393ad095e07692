package dev.boxmill.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded crowds of boxes with many ties of score and of place. */
final class RandomBoxes {
  private RandomBoxes() {}

  /**
   * Draws boxes of all sizes from 1/16 to 512, on quarter pixels; some without area, some twice.
   *
   * @param spread side of the square that the left top corners lie in
   */
  static ScoredBoxes draw(Random random, int size, int classes, double spread) {
    double[] edges = new double[4 * size];
    double[] scores = new double[size];
    int[] labels = new int[size];
    double[] quality = new double[size];
    double[] variances = new double[4 * size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(classes);
      scores[i] = random.nextInt(50) / 50.0;
      quality[i] = random.nextInt(20) / 20.0;
      double x = Math.rint(random.nextDouble() * spread * 4) / 4 - spread / 3;
      double y = Math.rint(random.nextDouble() * spread * 4) / 4 - spread / 3;
      double side = Math.scalb(1.0, random.nextInt(14) - 4);
      edges[4 * i] = x;
      edges[4 * i + 1] = y;
      edges[4 * i + 2] = x + (random.nextInt(20) == 0 ? 0 : side);
      edges[4 * i + 3] = y + side * (1 + random.nextInt(4)) / 4;
      if (i > 0 && random.nextInt(4) == 0) {
        System.arraycopy(edges, 4 * random.nextInt(i), edges, 4 * i, 4);
        edges[4 * i + 2] += side / 8;
      }
      for (int s = 0; s < 4; s++) {
        variances[4 * i + s] = .25 * (1 + random.nextInt(40));
      }
    }
    return new ScoredBoxes(size, edges, scores, labels, quality, variances);
  }

  static List<PlainNms.Box> list(ScoredBoxes b) {
    List<PlainNms.Box> boxes = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      boxes.add(
          new PlainNms.Box(
              i,
              b.scores()[i],
              Arrays.copyOfRange(b.edges(), 4 * i, 4 * i + 4),
              b.classes()[i],
              b.localisation()[i],
              Arrays.copyOfRange(b.variances(), 4 * i, 4 * i + 4)));
    }
    return boxes;
  }
}
