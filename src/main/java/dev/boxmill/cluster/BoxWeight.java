package dev.boxmill.cluster;

import java.util.Locale;

/** How much a box counts, against the other boxes. */
public enum BoxWeight {
  /** All the same. */
  NONE,
  /** By its area, in the unit of its sides: large objects count more. */
  AREA,
  /** By one over the number of boxes of its class: all classes count the same. */
  INVERSE_CLASS,
  /** By a weight that the input gives. */
  COLUMN;

  /** As options and results spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
