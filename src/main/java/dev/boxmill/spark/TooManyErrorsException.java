package dev.boxmill.spark;

import java.util.Map;

/** More images could not be used than the user allowed; the run was stopped. */
public final class TooManyErrorsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long safe;

  /**
   * Tells of them.
   *
   * @param done images looked at
   * @param safe images that a later run need not look at again
   */
  TooManyErrorsException(Map<String, Long> errors, long done, long safe, Throwable cause) {
    super(
        errors.values().stream().mapToLong(Long::longValue).sum()
            + " of the first "
            + done
            + " images could not be used ("
            + ErrorCounts.text(errors)
            + ")",
        cause);
    this.safe = safe;
  }

  /** {@return images of the waves that were safe by then, those of earlier runs included} */
  public long safe() {
    return safe;
  }
}
