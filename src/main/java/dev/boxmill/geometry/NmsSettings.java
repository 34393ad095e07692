package dev.boxmill.geometry;

import dev.boxmill.error.UserException;
import java.io.Serializable;

/**
 * Which suppression to use and how; plain values, so that it travels to executors.
 *
 * @param method id of a {@link Suppression}
 * @param iou threshold in [0, 1]; NaN for methods that need none
 * @param sigma as {@link NmsRule#sigma}; NaN for methods without one
 * @param classAgnostic whether boxes of different classes suppress each other
 */
public record NmsSettings(String method, double iou, double sigma, boolean classAgnostic)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Keeps everything. */
  public static final NmsSettings NONE =
      new NmsSettings(NoSuppression.ID, Double.NaN, Double.NaN, false);

  /**
   * Greedy suppression class by class.
   *
   * @param iou threshold in [0, 1]
   * @return the method {@code hard}, not class-agnostic
   */
  public static NmsSettings hard(double iou) {
    return new NmsSettings(HardNms.ID, iou, Double.NaN, false);
  }

  /**
   * Puts the user's wishes and the descriptor's threshold together.
   *
   * @param method null for {@code hard} where a threshold is known, else {@code none}
   * @param iou null where neither the user nor the descriptor gives one
   * @param sigma null for the method's own
   * @param classAgnostic whether boxes of different classes suppress each other
   * @return numbers that the method does not use are NaN
   * @throws UserException for an unknown method, one that needs a threshold where none is known, or
   *     a sigma for a method without one
   */
  public static NmsSettings of(String method, Double iou, Double sigma, boolean classAgnostic) {
    String id = method != null ? method : iou == null ? NoSuppression.ID : HardNms.ID;
    Suppression found = Suppressions.find(id);
    if (found.usesIou() && iou == null) {
      throw new UserException(
          "--nms " + id + ": give --nms-iou, for the descriptor has no nms_iou");
    }
    boolean hasSigma = !Double.isNaN(found.defaultSigma());
    if (sigma != null && !hasSigma) {
      throw new UserException("--nms-sigma " + sigma + ": --nms " + id + " has no sigma; omit it");
    }
    return new NmsSettings(
        id,
        found.usesIou() ? iou : Double.NaN,
        sigma != null ? sigma : found.defaultSigma(),
        classAgnostic);
  }

  /**
   * The same with another threshold.
   *
   * @param threshold in [0, 1]
   * @return a copy
   */
  public NmsSettings withIou(double threshold) {
    return new NmsSettings(method, threshold, sigma, classAgnostic);
  }
}
