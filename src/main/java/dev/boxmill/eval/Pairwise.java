package dev.boxmill.eval;

/**
 * Sums in the order that numpy takes (blocks of 128, eight partial sums, halves), so that means
 * equal the reference's to the last bit.
 */
final class Pairwise {
  private static final int BLOCK = 128;

  private Pairwise() {}

  /** Mean of the first n values, or -1 when there are none. */
  static double mean(double[] values, int n) {
    return n == 0 ? -1 : sum(values, 0, n) / n;
  }

  private static double sum(double[] v, int from, int n) {
    if (n < 8) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += v[from + i];
      }
      return sum;
    }
    if (n > BLOCK) {
      int half = n / 2;
      half -= half % 8;
      return sum(v, from, half) + sum(v, from + half, n - half);
    }
    double s0 = v[from];
    double s1 = v[from + 1];
    double s2 = v[from + 2];
    double s3 = v[from + 3];
    double s4 = v[from + 4];
    double s5 = v[from + 5];
    double s6 = v[from + 6];
    double s7 = v[from + 7];
    int i = 8;
    for (; i < n - n % 8; i += 8) {
      s0 += v[from + i];
      s1 += v[from + i + 1];
      s2 += v[from + i + 2];
      s3 += v[from + i + 3];
      s4 += v[from + i + 4];
      s5 += v[from + i + 5];
      s6 += v[from + i + 6];
      s7 += v[from + i + 7];
    }
    double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    for (; i < n; i++) {
      sum += v[from + i];
    }
    return sum;
  }
}
