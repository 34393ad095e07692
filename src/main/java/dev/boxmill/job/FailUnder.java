package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.MetricResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A headline number that has to reach a value: {@code AP50=.6}, or {@code voc.mAP=.6} of a certain
 * protocol.
 *
 * @param protocol a protocol's id, or the empty string for the first that has the number
 * @param name of the number
 * @param least the smallest value that passes
 */
record FailUnder(String protocol, String name, double least) {

  /**
   * Reads NAME=VALUE.
   *
   * @throws UserException when it is not of that form
   */
  static FailUnder parse(String text) {
    int equals = text.indexOf('=');
    try {
      double least = Double.parseDouble(text.substring(equals + 1).trim());
      String name = text.substring(0, Math.max(0, equals)).trim();
      if (!name.isEmpty() && !Double.isNaN(least)) {
        int dot = name.indexOf('.');
        return new FailUnder(name.substring(0, Math.max(0, dot)), name.substring(dot + 1), least);
      }
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static UserException wrong(String text, Exception cause) {
    return new UserException(
        "--fail-under " + text + ": give a number's name and a value, as in AP50=.6", cause);
  }

  /**
   * What to tell the user when a result stays below, or nothing.
   *
   * @throws UserException when no result has the number
   */
  Optional<String> complaint(List<MetricResult> results) {
    for (MetricResult result : results) {
      Double value = result.statistics().get(name);
      if (value != null && (protocol.isEmpty() || protocol.equals(result.metric()))) {
        return value >= least
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "%s %s is %.4f, below %s",
                    result.metric(),
                    name,
                    value,
                    Double.toString(least)));
      }
    }
    throw new UserException(
        "--fail-under "
            + name
            + ": no such number; there are "
            + String.join(
                ", ", results.stream().flatMap(r -> r.statistics().keySet().stream()).toList()));
  }
}
