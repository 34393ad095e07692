package dev.boxmill.inference;

/** One image that cannot be used; its message becomes the row's error. */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says why.
   *
   * @param reason its code begins the message
   * @param detail one line for people; programs go by the reason
   */
  public UnreadableImageException(ErrorReason reason, String detail) {
    super(reason.error(detail));
  }
}
