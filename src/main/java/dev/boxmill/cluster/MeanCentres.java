package dev.boxmill.cluster;

/** Mean width and height, in the coordinates of the distance. */
final class MeanCentres extends Centres {
  private final Distance distance;
  private final ExactSums sumW;
  private final ExactSums sumH;

  MeanCentres(BoxSizes sizes, Distance distance, int k) {
    super(sizes, k);
    this.distance = distance;
    sumW = new ExactSums(k);
    sumH = new ExactSums(k);
  }

  @Override
  void change(int size, int from, int to) {
    double w = distance.coordinate(sizes.w(size));
    double h = distance.coordinate(sizes.h(size));
    long count = sizes.count(size);
    if (from != NONE) {
      sumW.add(from, -count, w);
      sumH.add(from, -count, h);
    }
    sumW.add(to, count, w);
    sumH.add(to, count, h);
  }

  @Override
  void move(double[] w, double[] h) {
    for (int j = 0; j < boxes.length; j++) {
      if (boxes[j] > 0) {
        w[j] = distance.side(sumW.get(j) / boxes[j]);
        h[j] = distance.side(sumH.get(j) / boxes[j]);
      }
    }
  }
}
