package dev.boxmill.spark;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An accumulator's value with what tasks that are still at work have added: executors tell with
 * each heartbeat ({@code spark.executor.heartbeatInterval}). An estimate, for people to look at.
 */
final class LiveCount extends SparkListener implements AutoCloseable {
  private final SparkContext spark;
  private final LongAccumulator counter;
  private final Map<Long, Long> working = new ConcurrentHashMap<>();

  /** A heartbeat may come after its task's end. */
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();

  LiveCount(SparkContext spark, LongAccumulator counter) {
    this.spark = spark;
    this.counter = counter;
    spark.addSparkListener(this);
  }

  long value() {
    return counter.value() + working.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (var task : CollectionConverters.asJava(update.accumUpdates())) {
      long id = (Long) task._1();
      for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
        if (info.id() == counter.id() && info.update().isDefined() && !ended.contains(id)) {
          working.put(id, (Long) info.update().get());
        }
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    ended.add(end.taskInfo().taskId());
    working.remove(end.taskInfo().taskId());
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
