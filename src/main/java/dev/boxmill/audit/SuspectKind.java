package dev.boxmill.audit;

import java.util.Locale;

/** What may be wrong with a label. */
public enum SuspectKind {
  /** A detection of an object that has no label. */
  MISSING,
  /** The object is there, but of another class. */
  WRONG_CLASS,
  /** The object is there, but its box lies elsewhere. */
  BADLY_DRAWN,
  /** Two labels for one object, of the same or of different classes. */
  DUPLICATE,
  /** There is nothing where the label is. */
  NOT_AN_OBJECT;

  /** {@return lower case with hyphens, as outputs write it} */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
