package dev.boxmill.eval;

/** What a detection turns out to be; the first that fits. */
enum DetectionKind {
  /** On an object of its class. */
  CORRECT("correct"),
  /** Near an object of its class. */
  LOCALIZATION("localization"),
  /** Near or on an object of a class with the same supercategory. */
  SIMILAR("similar"),
  /** Near or on an object of any other class. */
  OTHER("other"),
  /** Away from all objects. */
  BACKGROUND("background");

  private final String label;

  DetectionKind(String label) {
    this.label = label;
  }

  /** In tables. */
  String label() {
    return label;
  }
}
