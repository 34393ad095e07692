package dev.boxmill.store;

import dev.boxmill.error.UserException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a failing file system means, in a user's words. S3A's messages run over several lines and
 * name request ids; its classes are known here by name, because a Spark installation may lack them.
 */
public final class StoreErrors {
  /** By class name; Hadoop's own words go elsewhere. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          "UnknownStoreException", "there is no such bucket",
          "AccessDeniedException", "access denied: wrong credentials or missing permission",
          "NoAuthWithAWSException", "no credentials found",
          "CredentialInitializationException", "the credentials are not usable",
          // S3 answers HEAD without a body, so this is all that is known.
          "AWSBadRequestException",
              "the store refuses the request: expired credentials, or a wrong region or endpoint",
          "AWSServiceThrottledException", "the store keeps asking to slow down",
          "AWSStatus500Exception", "the store keeps failing",
          "ConnectTimeoutException", "the store does not answer",
          "UnknownHostException", "there is no such host",
          "SdkClientException", "the store cannot be reached");

  private static final String MISSING_CLASS =
      "Class org.apache.hadoop.fs.s3a.S3AFileSystem not found";
  private static final String HELP = "; see docs/s3.md";
  private static final Pattern EXPIRED_CODE = Pattern.compile("ExpiredToken|TokenRefreshRequired");
  private static final Pattern THROTTLED = Pattern.compile("Status Code: 503|SlowDown");

  private StoreErrors() {}

  /**
   * {@return the reason in one line: a known meaning, else the exception's first line}
   *
   * @param failure with its causes
   */
  public static String reason(Throwable failure) {
    return meaning(failure)
        .orElseGet(
            () ->
                failure.getMessage() == null
                    ? failure.getClass().getSimpleName()
                    : failure.getMessage().lines().findFirst().orElse(""));
  }

  /**
   * {@return a complaint that an input cannot be read, and why, in one line}
   *
   * @param option what messages say before the name, e.g. "--detections"
   * @param given path or URI as the user gave it
   * @param e kept as the cause
   */
  public static UserException unreadable(String option, String given, Exception e) {
    return new UserException(option + " " + given + ": cannot be read (" + reason(e) + ")", e);
  }

  /**
   * {@return what an object store said, where one did; empty for any other failure}
   *
   * @param failure with its causes
   */
  public static Optional<String> meaning(Throwable failure) {
    boolean remote = false;
    String found = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      remote |= isRemote(t);
      if (message.contains(MISSING_CLASS)) {
        return Optional.of("this Spark has no hadoop-aws" + HELP);
      }
      if (remote && EXPIRED_CODE.matcher(message).find()) {
        return Optional.of(MEANINGS.get("AWSBadRequestException") + HELP);
      }
      if (remote && THROTTLED.matcher(message).find()) {
        return Optional.of(MEANINGS.get("AWSServiceThrottledException") + HELP);
      }
      String meaning = MEANINGS.get(t.getClass().getSimpleName());
      // The deepest known class, except that the SDK's general one says least.
      if (meaning != null && (found == null || !isGeneral(t))) {
        found = meaning;
      }
    }
    return remote && found != null ? Optional.of(found + HELP) : Optional.empty();
  }

  private static boolean isGeneral(Throwable failure) {
    return failure.getClass().getSimpleName().equals("SdkClientException");
  }

  private static boolean isRemote(Throwable failure) {
    String name = failure.getClass().getName().toLowerCase(Locale.ROOT);
    String message = String.valueOf(failure.getMessage());
    return name.contains(".s3a.")
        || name.startsWith("software.amazon.awssdk.")
        || message.contains("s3a://")
        || message.contains("software.amazon.awssdk.");
  }
}
