package dev.boxmill.geometry;

/** All pairs of two sets of boxes at once, by column so that the loop runs in vector registers. */
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
      area[j] = Math.max(0, right[j] - left[j]) * Math.max(0, bottom[j] - top[j]);
    }
    double[] matrix = new double[Math.multiplyExact(rows, columns)];
    double[] row = new double[columns];
    for (int i = 0; i < rows; i++) {
      double x1 = a[4 * i];
      double y1 = a[4 * i + 1];
      double x2 = a[4 * i + 2];
      double y2 = a[4 * i + 3];
      double own = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
      for (int j = 0; j < columns; j++) {
        double w = Math.max(0, Math.min(x2, right[j]) - Math.max(x1, left[j]));
        double h = Math.max(0, Math.min(y2, bottom[j]) - Math.max(y1, top[j]));
        double inter = w * h;
        // Where nothing is shared the smallest number keeps two boxes without area from 0 / 0.
        row[j] = inter / Math.max(own + area[j] - inter, Double.MIN_VALUE);
      }
      System.arraycopy(row, 0, matrix, i * columns, columns);
    }
    return matrix;
  }
}
