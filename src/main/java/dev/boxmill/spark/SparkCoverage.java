package dev.boxmill.spark;

import dev.boxmill.assign.AssignmentCoverage;
import dev.boxmill.audit.LabelCoverage;
import dev.boxmill.audit.LabelIndex;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Counts labels without an anchor or cell on Spark, a range of images a task. */
public final class SparkCoverage {
  private static final int TASKS_PER_CORE = 4;

  /** Enough to be worth a task, few enough to end within minutes by the slowest scheme. */
  private static final int IMAGES_PER_TASK = 5_000;

  private final JavaSparkContext context;
  private final LabelIndex labels;

  /**
   * Prepares a count.
   *
   * @param spark stays open meanwhile
   * @param labels to count; they travel whole to every executor
   */
  public SparkCoverage(SparkSession spark, LabelIndex labels) {
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.labels = labels;
  }

  /**
   * {@return the count of all images}
   *
   * @param coverage of a scheme; the labels have passed {@link LabelCoverage#check}
   */
  public AssignmentCoverage count(LabelCoverage coverage) {
    int images = labels.annotations().images().size();
    int tasks = Math.max(TASKS_PER_CORE * context.defaultParallelism(), images / IMAGES_PER_TASK);
    return count(coverage, Math.max(1, Math.min(images, tasks)));
  }

  AssignmentCoverage count(LabelCoverage coverage, int tasks) {
    long images = labels.annotations().images().size();
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    Broadcast<LabelIndex> shared = context.broadcast(labels);
    try {
      AssignmentCoverage all = coverage.empty();
      context
          .parallelize(numbers, tasks)
          .map(
              task ->
                  SerializationUtils.serialize(
                      coverage.count(
                          shared.value(),
                          (int) (images * task / tasks),
                          (int) (images * (task + 1) / tasks))))
          .collect()
          .forEach(part -> all.merge(SerializationUtils.<AssignmentCoverage>deserialize(part)));
      return all;
    } finally {
      shared.destroy();
    }
  }
}
