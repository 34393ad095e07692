package dev.boxmill.geometry;

import java.util.Set;

/**
 * A way of removing duplicates among the boxes of one class. Implementations are public, final,
 * without state, have a public no-argument constructor and are found by ServiceLoader
 * ({@code @AutoService}).
 *
 * <p>Ties, in every method: boxes are ranked by score, highest first, and equal scores by index,
 * the head's order. Results follow the same rule with the scores that the method gives.
 */
public interface Suppression {

  /** {@return the value of {@code --nms}: lower-case, with hyphens} */
  String id();

  /** {@return whether the method looks at {@link NmsRule#iou()}} */
  default boolean usesIou() {
    return true;
  }

  /**
   * {@return what {@link NmsRule#sigma()} is unless the user says otherwise; NaN for methods
   * without}
   */
  default double defaultSigma() {
    return Double.NaN;
  }

  /** {@return what the head must say of its boxes} */
  default Set<BoxExtra> needs() {
    return Set.of();
  }

  /**
   * Chooses the survivors of one class.
   *
   * @param boxes ranked best first, with all that {@link #needs} names
   * @param rule its threshold is NaN unless {@link #usesIou}, its sigma NaN for methods without
   * @param survivors receives at least the best {@link NmsRule#limit} of them, in any order; more
   *     do no harm
   */
  void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors);
}
