package dev.boxmill.geometry;

/** What some heads say of a box besides its class and score, and some suppressions need. */
public enum BoxExtra {
  /** How well the box fits its object, in [0, 1]: IoU-Net's predicted IoU, FCOS's centre-ness. */
  LOCALISATION("a localisation confidence"),

  /** Variance of each edge, in squared pixels of the model's input. */
  VARIANCE("variances of the edges");

  private final String words;

  BoxExtra(String words) {
    this.words = words;
  }

  /** {@return how messages name it, with its article} */
  public String words() {
    return words;
  }
}
