package dev.boxmill.spark;

import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;

/** Cancels a run's Spark jobs as soon as finished tasks tell of too many errors. */
final class ErrorWatch implements AutoCloseable {
  private static final long MILLIS = 200;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

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
      // Spark reports each task that it ends with a stack trace; the reason is ours to tell.
      spark.setLogLevel("OFF");
      spark.cancelJobGroup(group);
    }
  }

  /** Whether the jobs were cancelled; waits then for the tasks that are still winding up. */
  boolean stopped() {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    while (stopped && running() > 0 && System.nanoTime() < patience) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
    }
    return stopped;
  }

  private int running() {
    return Arrays.stream(spark.statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .sum();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    spark.clearJobGroup();
  }
}
