package dev.boxmill.error;

/**
 * Something the user can mend: bad input, a bad option, a missing file. Shown as one line without a
 * stack trace; the process ends with exit code 2.
 *
 * <p>The message says what is wrong, where (file, line, option), and how to mend it.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure of its own.
   *
   * @param message one line: what is wrong, where, and how to mend it
   */
  public UserException(String message) {
    super(message);
  }

  /**
   * A failure that another one brought about.
   *
   * @param message one line: what is wrong, where, and how to mend it
   * @param cause that failure, shown only where stack traces are
   */
  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
