package dev.boxmill.geometry;

/** All pairs of two sets of boxes at once, by column so that the inner loop reads in order. */
public final class IouMatrix {
  private IouMatrix() {}

  /**
   * IoU of each box of {@code a} with each of {@code b}, in [0, 1]; 0 where they only touch or one
   * has no area.
   *
   * @param a left, top, right, bottom of box after box, any common unit
   * @param b likewise
   * @return row after row, a row for each box of {@code a}
   */
  public static double[] of(double[] a, double[] b) {
    int rows = a.length / 4;
    int columns = b.length / 4;
    double[] left = new double[columns];
    double[] top = new double[columns];
    double[] right = new double[columns];
    double[] bottom = new double[columns];
    double[] area = new double[columns];
    for (int j = 0; j < columns; j++) {
      left[j] = b[4 * j];
      top[j] = b[4 * j + 1];
      right[j] = b[4 * j + 2];
      bottom[j] = b[4 * j + 3];
      area[j] = (right[j] - left[j]) * (bottom[j] - top[j]);
    }
    double[] matrix = new double[Math.multiplyExact(rows, columns)];
    for (int i = 0; i < rows; i++) {
      double x1 = a[4 * i];
      double y1 = a[4 * i + 1];
      double x2 = a[4 * i + 2];
      double y2 = a[4 * i + 3];
      double own = (x2 - x1) * (y2 - y1);
      for (int j = 0; j < columns; j++) {
        double w = Math.min(x2, right[j]) - Math.max(x1, left[j]);
        double h = Math.min(y2, bottom[j]) - Math.max(y1, top[j]);
        if (w > 0 && h > 0) { // most pairs share nothing and need no division
          double inter = w * h;
          matrix[i * columns + j] = inter / (own + area[j] - inter);
        }
      }
    }
    return matrix;
  }
}
