package dev.boxmill.error;

/** A state that correct code never reaches: a bug in BoxMill, shown with its stack trace. */
public final class InternalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure of its own.
   *
   * @param message what is wrong, for whoever mends BoxMill
   */
  public InternalException(String message) {
    super(message);
  }

  /**
   * A failure that another one brought about.
   *
   * @param message what is wrong, for whoever mends BoxMill
   * @param cause that failure, shown only where stack traces are
   */
  public InternalException(String message, Throwable cause) {
    super(message, cause);
  }
}
