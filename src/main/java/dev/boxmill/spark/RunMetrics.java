package dev.boxmill.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.LongAccumulatorSource$;
import org.apache.spark.util.LongAccumulator;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A run's counters among Spark's own metrics, for its sinks: Prometheus, JMX, Graphite. They are
 * called {@code AccumulatorSource.boxmill_images} and {@code boxmill_errors_REASON}.
 */
final class RunMetrics {
  private RunMetrics() {}

  static void register(SparkContext spark, LongAccumulator images, ErrorCounts errors) {
    Map<String, LongAccumulator> counters = new LinkedHashMap<>();
    counters.put("boxmill_images", images);
    errors
        .counters()
        .forEach((code, count) -> counters.put("boxmill_errors_" + code.replace('-', '_'), count));
    LongAccumulatorSource$.MODULE$.register(
        spark, Map$.MODULE$.from(CollectionConverters.asScala(counters)));
  }
}
