package dev.boxmill.spark;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;

/** Cancels a run's Spark jobs as soon as finished tasks tell of too many errors. */
final class ErrorWatch implements AutoCloseable {
  private static final long MILLIS = 200;

  private final SparkContext spark;
  private final String group;
  private final ErrorCounts errors;
  private final long most;
  private final ScheduledExecutorService timer;
  private volatile boolean stopped;

  /** Watches the jobs that this thread starts from now on. */
  ErrorWatch(SparkContext spark, ErrorCounts errors, long most) {
    this.spark = spark;
    this.errors = errors;
    this.most = most;
    group = "boxmill-detect-" + System.nanoTime();
    spark.setJobGroup(group, "detect", true);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "boxmill-errors");
              thread.setDaemon(true);
              return thread;
            });
    if (most < Long.MAX_VALUE) {
      timer.scheduleWithFixedDelay(this::look, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    if (!stopped && errors.total() > most) {
      stopped = true;
      spark.cancelJobGroup(group);
    }
  }

  /** Whether the jobs were cancelled. */
  boolean stopped() {
    return stopped;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    spark.clearJobGroup();
  }
}
