package dev.boxmill.inference;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where the time of this JVM's threads goes, by stage. Whoever {@link #drain drains} gets what all
 * have added since the last time, so that of tasks side by side each nanosecond is told once.
 */
public final class StageTimes {
  /** What a thread is busy with. */
  public enum Stage {
    /** Reading encoded bytes from their store. */
    FETCH,
    /** Encoded bytes to pixels. */
    DECODE,
    /** Pixels to the model's input: resizing and normalising. */
    PREPROCESS,
    /** The model, with its input and outputs on their way. */
    FORWARD,
    /** The model's outputs to boxes, with the removal of duplicates. */
    HEAD,
    /** Rows to files. */
    WRITE
  }

  private static final Map<Stage, LongAdder> NANOS = new EnumMap<>(Stage.class);

  static {
    for (Stage stage : Stage.values()) {
      NANOS.put(stage, new LongAdder());
    }
  }

  private StageTimes() {}

  /**
   * Adds the time from {@code start} to now.
   *
   * @param stage what the calling thread was busy with
   * @param start of {@link System#nanoTime}
   * @return now, where the next stage may start
   */
  public static long add(Stage stage, long start) {
    long now = System.nanoTime();
    NANOS.get(stage).add(now - start);
    return now;
  }

  /** {@return nanoseconds of each stage since the last call, also of stages without any} */
  public static Map<Stage, Long> drain() {
    Map<Stage, Long> drained = new EnumMap<>(Stage.class);
    NANOS.forEach((stage, nanos) -> drained.put(stage, nanos.sumThenReset()));
    return drained;
  }
}
