package dev.boxmill.inference;

/** One image that cannot be used; its message becomes the row's error. */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableImageException(String reason) {
    super(reason);
  }
}
