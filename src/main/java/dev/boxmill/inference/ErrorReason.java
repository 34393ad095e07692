package dev.boxmill.inference;

import java.util.Locale;

/** Why an image cannot be used. The code begins the row's {@code error}, before a colon. */
public enum ErrorReason {
  /** No bytes at all. */
  EMPTY,
  /** Bytes of no format that is known by its first bytes. */
  NOT_AN_IMAGE,
  /** Ends before the picture does. */
  TRUNCATED,
  /** Begins as an image and cannot be decoded. */
  DAMAGED,
  /** More pixels than {@code --max-pixels}, by the header. */
  TOO_MANY_PIXELS,
  /** More bytes than {@code --max-bytes}. */
  TOO_MANY_BYTES,
  /** The store did not give the bytes: no such file, no permission, a broken archive. */
  UNREADABLE_FILE,
  /** The model takes proposals, and nobody gave any for this image. */
  NO_PROPOSALS,
  /** The proposals for this image are no boxes. */
  BAD_PROPOSALS,
  /** The model does not fit in memory with this image alone. */
  OUT_OF_MEMORY,
  /** The process died whenever it was decoded and run. */
  CRASHED_THE_PROCESS;

  /** {@return the reason as files and messages spell it, e.g. "too-many-pixels"} */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * {@return a row's error: the code, a colon, the detail}
   *
   * @param detail one line for people
   */
  public String error(String detail) {
    return code() + ": " + detail;
  }

  /**
   * {@return the reason that an error begins with}
   *
   * @param error of a row, not null
   * @throws IllegalArgumentException when it begins with none
   */
  public static ErrorReason of(String error) {
    String code = error.substring(0, Math.max(0, error.indexOf(':')));
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
