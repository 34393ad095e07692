package dev.boxmill.spark;

import dev.boxmill.audit.AuditPart;
import dev.boxmill.audit.Behaviour;
import dev.boxmill.audit.Findings;
import dev.boxmill.audit.LabelIndex;
import dev.boxmill.data.DetectionBytes;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageTable;
import dev.boxmill.store.DetectionSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Audits on Spark: the detections of all models are dealt out by image once; two passes read what
 * was dealt, the first counting how the models behave, the second judging the labels.
 */
public final class SparkAudit {
  private static final int TASKS_PER_CORE = 2;

  /** About how many bytes of detections one task holds. */
  private static final long TASK_BYTES = 128L << 20;

  private final JavaSparkContext context;
  private final LabelIndex labels;

  /**
   * Prepares an audit.
   *
   * @param spark stays open meanwhile
   * @param labels to judge; they travel whole to every executor
   */
  public SparkAudit(SparkSession spark, LabelIndex labels) {
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.labels = labels;
  }

  /**
   * Audits.
   *
   * @param sources a model's detections each, at least one
   * @param errorRate expected share of wrong labels, in (0, 1)
   * @param limit most suspects kept
   * @return the same findings whatever the number of tasks
   */
  public Findings audit(List<DetectionSource> sources, double errorRate, int limit) {
    long bytes = sources.stream().mapToLong(DetectionSource::bytes).sum();
    int cores = Math.max(1, context.defaultParallelism());
    int tasks = Math.max(TASKS_PER_CORE * cores, (int) Math.min(10_000, bytes / TASK_BYTES));
    return audit(sources, errorRate, limit, tasks);
  }

  Findings audit(List<DetectionSource> sources, double errorRate, int limit, int tasks) {
    Broadcast<LabelIndex> shared = context.broadcast(labels);
    try {
      Findings findings = new Findings(limit);
      if (!audit(sources, errorRate, limit, tasks, shared, findings)) {
        List<DetectionSource> careful = sources.stream().map(DetectionSource::careful).toList();
        audit(careful, errorRate, limit, tasks, shared, findings);
      }
      return findings;
    } finally {
      shared.destroy();
    }
  }

  /** Whether the sources could be read. */
  private boolean audit(
      List<DetectionSource> sources,
      double errorRate,
      int limit,
      int tasks,
      Broadcast<LabelIndex> shared,
      Findings findings) {
    int models = sources.size();
    JavaPairRDD<Integer, byte[]> dealt = dealt(sources.get(0), 0, shared, tasks);
    for (int m = 1; m < models; m++) {
      dealt = dealt.union(dealt(sources.get(m), m, shared, tasks));
    }
    JavaPairRDD<Integer, byte[]> byImage = dealt.partitionBy(new HashPartitioner(tasks));
    Behaviour behaviour = new Behaviour(models, labels.annotations().categories().size());
    Pass learn =
        (task, blocks) -> {
          AuditPart part = part(task, blocks, shared.value(), tasks, models);
          return List.of(part == null ? new byte[0] : part.learn().bytes()).iterator();
        };
    for (byte[] counts : byImage.mapPartitionsWithIndex(learn, true).collect()) {
      if (counts.length == 0) {
        return false;
      }
      behaviour.merge(counts);
    }
    byte[] learnt = behaviour.bytes();
    Pass judge =
        (task, blocks) -> {
          Behaviour all = new Behaviour(models, shared.value().annotations().categories().size());
          all.merge(learnt);
          Findings found = new Findings(limit);
          part(task, blocks, shared.value(), tasks, models).judge(all, errorRate, found);
          return List.of(found.bytes()).iterator();
        };
    byImage.mapPartitionsWithIndex(judge, true).collect().forEach(findings::merge);
    return true;
  }

  /** What a task does with the blocks it was dealt. */
  private interface Pass
      extends Function2<Integer, Iterator<Tuple2<Integer, byte[]>>, Iterator<byte[]>> {}

  /** Keys are the task's number plus as many times the number of tasks as models went before. */
  private JavaPairRDD<Integer, byte[]> dealt(
      DetectionSource source, int model, Broadcast<LabelIndex> shared, int tasks) {
    List<Integer> numbers = IntStream.range(0, source.parts()).boxed().toList();
    JavaRDD<Integer> parts = context.parallelize(new ArrayList<>(numbers), numbers.size());
    return parts.mapPartitionsToPair(
        mine -> {
          List<Tuple2<Integer, byte[]>> keyed = new ArrayList<>();
          new DealOut(source, null, tasks, true, false)
              .call(mine, shared.value().annotations().images())
              .forEachRemaining(
                  block -> keyed.add(new Tuple2<>(block._1() + tasks * model, block._2())));
          return keyed.iterator();
        });
  }

  /** Null when a source could not be read. */
  private static AuditPart part(
      int task,
      Iterator<Tuple2<Integer, byte[]>> blocks,
      LabelIndex labels,
      int tasks,
      int models) {
    List<DetectionTable.Builder> builders = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      builders.add(new DetectionTable.Builder());
    }
    while (blocks.hasNext()) {
      Tuple2<Integer, byte[]> block = blocks.next();
      if (block._2().length == 0) {
        return null;
      }
      DetectionBytes.read(block._2(), builders.get(block._1() / tasks));
    }
    ImageTable images = labels.annotations().images();
    return new AuditPart(
        labels,
        image -> DealOut.taskOf(images.id(image), tasks) == task,
        builders.stream().map(DetectionTable.Builder::build).toList());
  }
}
