package dev.boxmill.cluster;

import dev.boxmill.error.UserException;
import java.io.Serializable;

/**
 * Weights as whole numbers of a unit, because sums of integers do not depend on their order. The
 * unit is the smallest power of two with which the sum of all weights stays below 2^62; so a weight
 * is off by at most 2^-62 of (number of boxes) x (largest weight).
 *
 * @param unit a power of two, the weight that one unit stands for
 */
public record Units(double unit) implements Serializable {
  /** Every box counts once. */
  public static final Units NONE = new Units(1);

  private static final int BITS = 62;

  /** Of the double's 53 bits, so that a weight's units are a whole number of their own. */
  private static final int MOST_BITS = 52;

  /**
   * {@return the unit for so many boxes, none of which weighs more than the heaviest}
   *
   * @param boxes at least 1
   * @param heaviest above 0 and finite
   */
  public static Units of(long boxes, double heaviest) {
    int bits = Math.min(MOST_BITS, BITS - (Long.SIZE - Long.numberOfLeadingZeros(boxes)));
    return new Units(Math.scalb(1.0, Math.getExponent(heaviest) + 1 - bits));
  }

  /**
   * {@return units of a weight: rounded, but at least 1, so that no box is lost}
   *
   * @param weight positive and finite
   */
  public long of(double weight) {
    return Math.max(1, Math.round(weight / unit));
  }

  static long sum(long units, long more) {
    long sum = units + more;
    if (sum < 0) {
      throw new UserException("the weights of the boxes add up to too much; scale them down");
    }
    return sum;
  }
}
