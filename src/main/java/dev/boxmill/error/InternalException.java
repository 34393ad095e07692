package dev.boxmill.error;

/** A state that correct code never reaches: a bug in BoxMill, shown with its stack trace. */
public final class InternalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InternalException(String message) {
    super(message);
  }

  public InternalException(String message, Throwable cause) {
    super(message, cause);
  }
}
