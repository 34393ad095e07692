package dev.boxmill.error;

/**
 * Something the user can mend: bad input, a bad option, a missing file. Shown as one line without a
 * stack trace; the process ends with exit code 2.
 *
 * <p>The message says what is wrong, where (file, line, option), and how to mend it.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
