package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader came across: bad records, and what a file holds that is no object with a box. */
public final class ReadReport {
  private static final int LISTED = 100;

  /** What is wrong with a record. */
  public enum Fault {
    /** It names an image or class that is not there. */
    DANGLING,
    /** An earlier one has its id. */
    DUPLICATE,
    /** Its box is none: a coordinate is no finite number, or a side is negative. */
    BOX,
    /** Anything else. */
    UNUSABLE
  }

  /** A bad record, with its place in the message. */
  public record Problem(Fault fault, String message) {}

  private final boolean skip;
  private final List<Problem> first = new ArrayList<>();
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
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
  public void bad(UserException message) {
    bad(Fault.UNUSABLE, message);
  }

  /** The same of a fault that is known better. */
  public void bad(Fault fault, UserException message) {
    if (!skip) {
      throw message;
    }
    bad++;
    if (faults.merge(fault, 1L, Long::sum) <= LISTED) {
      first.add(new Problem(fault, message.getMessage()));
    }
  }

  /** Something well-formed that has no place among annotations, e.g. "polylines". */
  public void leaveOut(String what) {
    leftOut.merge(what, 1L, Long::sum);
  }

  /** How many records were passed over. */
  public long badRecords() {
    return bad;
  }

  /** The messages of the first 100 of them. */
  public List<String> messages() {
    return first.stream().limit(LISTED).map(Problem::message).toList();
  }

  /** The first 100 of every fault. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(first);
  }

  /** How many records have a fault. */
  public long count(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  /** Counts of what else was left out, by its name. */
  public Map<String, Long> leftOut() {
    return Collections.unmodifiableMap(leftOut);
  }
}
