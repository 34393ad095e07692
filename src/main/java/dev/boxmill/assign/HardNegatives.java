package dev.boxmill.assign;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Hard-negative mining as in SSD (Liu et al. 2016): of the unmatched anchors only those of highest
 * loss are trained as background, a fixed number for each matched one; 3 as published.
 */
public final class HardNegatives {
  private HardNegatives() {}

  /**
   * The assignment with the easy unmatched anchors ignored. Of equal losses the lower anchor stays.
   * Without a matched anchor, all unmatched ones are ignored.
   *
   * @param assigned stays as it is
   * @param losses the classification loss of each anchor; NaN counts as the highest
   * @param ratio unmatched anchors kept for each matched one
   * @return a copy
   * @throws IllegalArgumentException when there are more or fewer losses than anchors
   */
  public static Assignment mine(Assignment assigned, float[] losses, int ratio) {
    if (losses.length != assigned.size()) {
      throw new IllegalArgumentException(losses.length + " losses, " + assigned.size());
    }
    // Ascending keys: the highest loss first, then the lowest anchor.
    long[] keys =
        IntStream.range(0, losses.length)
            .filter(a -> assigned.truth(a) == Assignment.UNMATCHED)
            .mapToLong(a -> ((long) ~ordered(losses[a]) << 32) | a)
            .toArray();
    Arrays.sort(keys);
    Assignment result = assigned.copy();
    long kept = (long) ratio * assigned.positives();
    for (int i = (int) Math.min(kept, keys.length); i < keys.length; i++) {
      result.ignore((int) keys[i]);
    }
    return result;
  }

  /** An int in the order of the floats: -0 just below 0, NaN above infinity. */
  private static int ordered(float value) {
    int bits = Float.floatToIntBits(value);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }
}
