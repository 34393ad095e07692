package dev.boxmill.eval;

import java.nio.ByteBuffer;

/**
 * Means, sums of squared deviations and of their products of two variables, updated without the
 * loss of digits that sums of squares bring (Chan, Golub and LeVeque 1983).
 *
 * @param x mean of the first variable
 * @param y mean of the second
 * @param xx sum of squared deviations of the first
 * @param yy of the second
 * @param xy sum of products of deviations
 */
record Comoments(long count, double x, double y, double xx, double yy, double xy) {
  static final int BYTES = 48;
  static final Comoments NONE = new Comoments(0, 0, 0, 0, 0, 0);

  Comoments plus(double first, double second) {
    return plus(new Comoments(1, first, second, 0, 0, 0));
  }

  Comoments plus(Comoments other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long n = count + other.count;
    double dx = other.x - x;
    double dy = other.y - y;
    double weight = (double) count * other.count / n;
    return new Comoments(
        n,
        x + dx * other.count / n,
        y + dy * other.count / n,
        xx + other.xx + dx * dx * weight,
        yy + other.yy + dy * dy * weight,
        xy + other.xy + dx * dy * weight);
  }

  /** In [-1, 1]; -1 also where a variable does not vary. */
  double correlation() {
    return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))) : -1;
  }

  void write(ByteBuffer to) {
    to.putLong(count).putDouble(x).putDouble(y).putDouble(xx).putDouble(yy).putDouble(xy);
  }

  static Comoments read(ByteBuffer from) {
    return new Comoments(
        from.getLong(),
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        from.getDouble(),
        from.getDouble());
  }
}
