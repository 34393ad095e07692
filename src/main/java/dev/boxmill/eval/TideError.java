package dev.boxmill.eval;

import java.util.List;

/** TIDE's six main errors, in the order in which it lists them. */
enum TideError {
  /** Found, but given the class of something else. */
  CLS("Cls"),
  /** The right class, but the box is off. */
  LOC("Loc"),
  /** The wrong class and the box is off. */
  BOTH("Both"),
  /** An object that a better detection has found already. */
  DUPE("Dupe"),
  /** Nothing is there. */
  BKG("Bkg"),
  /** An object that no detection found, nor would have found without a Cls or Loc error. */
  MISS("Miss");

  static final List<TideError> ALL = List.of(values());

  private final String label;

  TideError(String label) {
    this.label = label;
  }

  /** The name in TIDE's tables. */
  String label() {
    return label;
  }
}
