package dev.boxmill.job;

import dev.boxmill.error.UserException;
import java.util.regex.Pattern;

/**
 * Refuses {@code s3a://KEY:SECRET@bucket/...}: an address is shown, logged and kept in results, and
 * other users of the machine see it among the processes.
 */
final class SecretAddress {
  private static final Pattern WITH_PASSWORD =
      Pattern.compile("[A-Za-z][\\w+.-]*://[^/\\s]*:[^/\\s]*@.*");

  private SecretAddress() {}

  /**
   * Looks at a command line's words, or values of a file.
   *
   * @throws UserException that does not repeat the address
   */
  static void refuse(String... args) {
    for (String arg : args) {
      if (WITH_PASSWORD.matcher(arg.substring(arg.indexOf('=') + 1)).matches()) {
        throw new UserException(
            "an address holds a password (scheme://USER:PASSWORD@...); give credentials by"
                + " environment or Hadoop's settings, see docs/s3.md");
      }
    }
  }
}
