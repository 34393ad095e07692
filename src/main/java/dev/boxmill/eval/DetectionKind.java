package dev.boxmill.eval;

/** What a detection turns out to be; the first that fits. */
enum DetectionKind {
  /** On an object of its class. */
  CORRECT(0, "correct"),
  /** Near an object of its class. */
  LOCALIZATION(1, "localization"),
  /** Near or on an object of a class with the same supercategory. */
  SIMILAR(2, "similar"),
  /** Near or on an object of any other class. */
  OTHER(3, "other"),
  /** Away from all objects. */
  BACKGROUND(4, "background");

  private final int mark;
  private final String label;

  DetectionKind(int mark, String label) {
    this.mark = mark;
    this.label = label;
  }

  /** In fragments, and as an index of counts. */
  int mark() {
    return mark;
  }

  /** In tables. */
  String label() {
    return label;
  }
}
