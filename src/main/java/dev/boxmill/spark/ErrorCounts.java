package dev.boxmill.spark;

import dev.boxmill.inference.ErrorReason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Images that could not be used, by reason, as far as finished tasks have told; a task that ran
 * twice counts twice.
 */
final class ErrorCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<LongAccumulator> counts = new ArrayList<>();

  ErrorCounts(SparkContext spark) {
    for (ErrorReason reason : ErrorReason.values()) {
      counts.add(spark.longAccumulator(reason.code()));
    }
  }

  /** Counts a row's error; null is none. */
  void add(String error) {
    if (error != null) {
      counts.get(ErrorReason.of(error).ordinal()).add(1);
    }
  }

  long total() {
    return counts.stream().mapToLong(LongAccumulator::value).sum();
  }

  /** The counters by code, also those of nothing. */
  Map<String, LongAccumulator> counters() {
    Map<String, LongAccumulator> byCode = new TreeMap<>();
    for (ErrorReason reason : ErrorReason.values()) {
      byCode.put(reason.code(), counts.get(reason.ordinal()));
    }
    return byCode;
  }

  /** By code, only those that there are. */
  Map<String, Long> byReason() {
    Map<String, Long> found = new TreeMap<>();
    for (ErrorReason reason : ErrorReason.values()) {
      add(found, reason, counts.get(reason.ordinal()).value());
    }
    return found;
  }

  static void add(Map<String, Long> to, ErrorReason reason, long count) {
    if (count > 0) {
      to.put(reason.code(), count);
    }
  }

  /** "3 not-an-image, 1 truncated". */
  static String text(Map<String, Long> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((reason, count) -> parts.add(count + " " + reason));
    return String.join(", ", parts);
  }
}
