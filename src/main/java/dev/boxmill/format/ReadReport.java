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
  /** Messages kept of a fault. */
  static final int LISTED = 100;

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

  /**
   * A bad record, with its place in the message.
   *
   * @param fault its kind
   * @param message one line that says what is wrong, where, and how to mend it
   */
  public record Problem(Fault fault, String message) {}

  private final boolean skip;
  private final List<Problem> first = new ArrayList<>();
  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<String, Long> leftOut = new TreeMap<>();
  private long bad;

  private ReadReport(boolean skip) {
    this.skip = skip;
  }

  /** {@return a report that ends the reading at the first bad record} */
  public static ReadReport failing() {
    return new ReadReport(false);
  }

  /** {@return a report that counts bad records and passes over them} */
  public static ReadReport skipping() {
    return new ReadReport(true);
  }

  /**
   * A record cannot be used: throws the message, or counts it.
   *
   * @param message thrown, or its text kept
   */
  public void bad(UserException message) {
    bad(Fault.UNUSABLE, message);
  }

  /**
   * The same of a fault that is known better.
   *
   * @param fault its kind
   * @param message thrown, or its text kept
   */
  public void bad(Fault fault, UserException message) {
    if (!skip) {
      throw message;
    }
    bad++;
    if (faults.merge(fault, 1L, Long::sum) <= LISTED) {
      first.add(new Problem(fault, message.getMessage()));
    }
  }

  /** Counts unusable records that follow as many as are listed. */
  void more(long unusable) {
    if (unusable > 0) {
      bad += unusable;
      faults.merge(Fault.UNUSABLE, unusable, Long::sum);
    }
  }

  /**
   * Counts something well-formed that has no place among annotations.
   *
   * @param what in the plural, e.g. "polylines"
   */
  public void leaveOut(String what) {
    leftOut.merge(what, 1L, Long::sum);
  }

  /** {@return how many records were passed over} */
  public long badRecords() {
    return bad;
  }

  /** {@return the messages of the first 100 of them} */
  public List<String> messages() {
    return first.stream().limit(LISTED).map(Problem::message).toList();
  }

  /** {@return the first 100 of every fault, as they came} */
  public List<Problem> problems() {
    return Collections.unmodifiableList(first);
  }

  /**
   * {@return how many records have a fault}
   *
   * @param fault its kind
   */
  public long count(Fault fault) {
    return faults.getOrDefault(fault, 0L);
  }

  /** {@return counts of what else was left out, by its name; a live view} */
  public Map<String, Long> leftOut() {
    return Collections.unmodifiableMap(leftOut);
  }
}
