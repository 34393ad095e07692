package dev.boxmill.eval;

/**
 * Sums and means in numpy's order of additions (pairwise, blocks of 128, eight running sums), so
 * that a mean equals numpy's to the last bit.
 */
final class PairwiseSum {
  private static final int BLOCK = 128;

  private PairwiseSum() {}

  static double mean(double[] values, int n) {
    return sum(values, 0, n) / n;
  }

  static double sum(double[] v, int from, int n) {
    if (n < 8) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += v[from + i];
      }
      return sum;
    }
    if (n <= BLOCK) {
      double[] r = new double[8];
      System.arraycopy(v, from, r, 0, 8);
      int i = 8;
      for (; i < n - n % 8; i += 8) {
        for (int k = 0; k < 8; k++) {
          r[k] += v[from + i + k];
        }
      }
      double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
      for (; i < n; i++) {
        sum += v[from + i];
      }
      return sum;
    }
    int half = n / 2;
    half -= half % 8;
    return sum(v, from, half) + sum(v, from + half, n - half);
  }
}
