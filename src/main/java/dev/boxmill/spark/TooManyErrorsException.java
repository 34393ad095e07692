package dev.boxmill.spark;

import java.util.Map;

/** More images could not be used than the user allowed; the run was stopped. */
public final class TooManyErrorsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyErrorsException(Map<String, Long> errors, long done, Throwable cause) {
    super(
        errors.values().stream().mapToLong(Long::longValue).sum()
            + " of the first "
            + done
            + " images could not be used ("
            + ErrorCounts.text(errors)
            + ")",
        cause);
  }
}
