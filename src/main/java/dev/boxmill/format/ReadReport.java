package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader came across: bad records, and what a file holds that is no object with a box. */
public final class ReadReport {
  private static final int LISTED = 100;

  private final boolean skip;
  private final List<String> first = new ArrayList<>();
  private final Map<String, Long> leftOut = new TreeMap<>();
  private long bad;

  private ReadReport(boolean skip) {
    this.skip = skip;
  }

  /** The first bad record ends the reading. */
  public static ReadReport failing() {
    return new ReadReport(false);
  }

  /** Bad records are counted and passed over. */
  public static ReadReport skipping() {
    return new ReadReport(true);
  }

  /** A record cannot be used: throws the message, or counts it. */
  void bad(UserException message) {
    if (!skip) {
      throw message;
    }
    bad++;
    if (first.size() < LISTED) {
      first.add(message.getMessage());
    }
  }

  /** Something well-formed that has no place among annotations, e.g. "polylines". */
  void leaveOut(String what) {
    leftOut.merge(what, 1L, Long::sum);
  }

  /** How many records were passed over. */
  public long badRecords() {
    return bad;
  }

  /** The messages of the first 100 of them. */
  public List<String> messages() {
    return Collections.unmodifiableList(first);
  }

  /** Counts of what else was left out, by its name. */
  public Map<String, Long> leftOut() {
    return Collections.unmodifiableMap(leftOut);
  }
}
