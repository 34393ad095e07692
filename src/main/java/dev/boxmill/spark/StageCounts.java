package dev.boxmill.spark;

import dev.boxmill.inference.StageTimes;
import dev.boxmill.inference.StageTimes.Stage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** {@link StageTimes} of all executors, as far as finished tasks have told. */
final class StageCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<LongAccumulator> nanos = new ArrayList<>();

  StageCounts(SparkContext spark) {
    for (Stage stage : Stage.values()) {
      nanos.add(spark.longAccumulator(name(stage) + " nanoseconds"));
    }
  }

  /** Tells what this executor has measured since it last did. */
  void tell() {
    StageTimes.drain().forEach((stage, time) -> nanos.get(stage.ordinal()).add(time));
  }

  /** By the stages' names, in their order. */
  Map<String, Long> nanos() {
    Map<String, Long> byName = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      byName.put(name(stage), nanos.get(stage.ordinal()).value());
    }
    return byName;
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  /** Parts of the whole, in [0, 1]; empty where nothing was measured. */
  static Map<String, Double> shares(Map<String, Long> nanos) {
    double sum = nanos.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    if (sum > 0) {
      nanos.forEach((stage, time) -> shares.put(stage, Math.round(1000 * time / sum) / 1000.0));
    }
    return shares;
  }
}
