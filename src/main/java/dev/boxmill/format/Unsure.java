package dev.boxmill.format;

/**
 * Thrown by the quick scanner for anything but plain, correct records. It is no error: the careful
 * reader then decides, and finds the words for it.
 */
final class Unsure extends Exception {
  private static final long serialVersionUID = 1L;

  Unsure() {
    super("not a plain record", null, false, false);
  }
}
