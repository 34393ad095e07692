package dev.boxmill.cluster;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each box weighs, in whole units.
 *
 * @param weight by what
 * @param units the unit
 * @param ofClass weights of the classes, for {@link BoxWeight#INVERSE_CLASS}
 */
public record Weights(BoxWeight weight, Units units, TreeMap<Long, Double> ofClass)
    implements Serializable {
  /** One unit a box. */
  public static final Weights NONE = new Weights(BoxWeight.NONE, Units.NONE, new TreeMap<>());

  public Weights {
    ofClass = new TreeMap<>((Map<Long, Double>) ofClass);
  }

  /**
   * {@return units of a box that the survey has seen; 1 for a box of no size}
   *
   * @param w in the unit that the survey saw
   * @param h in the same unit
   * @param given the weight that the input gives, looked at for {@link BoxWeight#COLUMN} only
   * @param category looked at for {@link BoxWeight#INVERSE_CLASS} only
   */
  public long of(double w, double h, double given, long category) {
    if (!SizeHistogram.isSide(w) || !SizeHistogram.isSide(h)) {
      return 1;
    }
    return switch (weight) {
      case NONE -> 1;
      case AREA -> units.of(w * h);
      case INVERSE_CLASS -> units.of(ofClass.getOrDefault(category, units.unit()));
      case COLUMN -> units.of(given);
    };
  }
}
