package dev.boxmill.eval;

import java.util.List;

/** TIDE's six main errors, in the order in which it lists them. */
enum TideError {
  /** Found, but given the class of something else. */
  CLS(0, "Cls"),
  /** The right class, but the box is off. */
  LOC(1, "Loc"),
  /** The wrong class and the box is off. */
  BOTH(2, "Both"),
  /** An object that a better detection has found already. */
  DUPE(3, "Dupe"),
  /** Nothing is there. */
  BKG(4, "Bkg"),
  /** An object that no detection found, nor would have found without a Cls or Loc error. */
  MISS(5, "Miss");

  static final List<TideError> ALL = List.of(values());

  private final int code;
  private final String label;

  TideError(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** Its place in {@link #ALL} and its number in fragments. */
  int code() {
    return code;
  }

  /** The name in TIDE's tables. */
  String label() {
    return label;
  }
}
