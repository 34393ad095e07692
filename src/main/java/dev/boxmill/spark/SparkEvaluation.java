package dev.boxmill.spark;

import dev.boxmill.data.Annotations;
import dev.boxmill.eval.EvaluateOutcome;
import dev.boxmill.eval.EvaluationPart;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.Example;
import dev.boxmill.store.DetectionSource;
import dev.boxmill.store.PathCheck;
import dev.boxmill.store.PickedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Evaluates on Spark. Tasks get whole images (whole classes where a protocol needs them), match,
 * and give fragments; fragments of a class meet in one task and become a small piece; only those
 * reach the driver. The result does not depend on how the detections are dealt out.
 */
public final class SparkEvaluation {
  private static final int TASKS_PER_CORE = 2;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Annotations truth;
  private final EvaluationPlan plan;
  private DetectionSource accepted;

  /**
   * Prepares evaluations.
   *
   * @param spark stays open meanwhile
   * @param truth the ground truth; it travels whole to every executor
   * @param plan which protocols, with what settings
   */
  public SparkEvaluation(SparkSession spark, Annotations truth, EvaluationPlan plan) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.truth = truth;
    this.plan = plan;
  }

  /**
   * Evaluates all detections of a source.
   *
   * @param source read by the executors, once more in its careful way where the quick one will not
   *     do
   * @return results and examples; nothing of other runs or sweeps
   * @throws dev.boxmill.error.UserException when the input cannot be read or does not fit the
   *     ground truth
   */
  public EvaluateOutcome evaluate(DetectionSource source) {
    return evaluate(source, tasks(source));
  }

  private int tasks(DetectionSource source) {
    int cores = Math.max(1, context.defaultParallelism());
    return Math.max(TASKS_PER_CORE * cores, source.parts());
  }

  /**
   * Writes every {@link dev.boxmill.eval.Match} of the source that was evaluated last as Parquet.
   *
   * @param folder must not be there
   */
  public void writeMatches(Path folder) {
    int tasks = tasks(accepted);
    Broadcast<Annotations> shared = context.broadcast(truth);
    try {
      JavaRDD<Row> rows =
          numbers(accepted)
              .mapPartitionsToPair(new DealOut(accepted, shared, tasks, true, false))
              .partitionBy(new HashPartitioner(tasks))
              .mapPartitionsWithIndex(new WriteMatches(shared, tasks), true);
      spark
          .createDataFrame(rows, WriteMatches.schema())
          .write()
          .option("compression", "zstd")
          .parquet(folder.toString());
    } finally {
      shared.destroy();
    }
  }

  EvaluateOutcome evaluate(DetectionSource source, int tasks) {
    Broadcast<Annotations> shared = context.broadcast(truth);
    try {
      List<String> warnings = new ArrayList<>(check(source, shared));
      accepted = source;
      EvaluationPart whole = new EvaluationPart(truth, plan);
      if (!gather(source, shared, tasks, whole)) {
        accepted = source.careful();
        whole = new EvaluationPart(truth, plan);
        gather(accepted, shared, tasks, whole);
      }
      warnings.addAll(whole.ids().warnings(source.name()));
      Map<Long, String> paths = paths(source, shared, whole.worst().ids());
      return new EvaluateOutcome(
          whole.results(), whole.worst().examples(paths), whole.ids().detections(), warnings);
    } finally {
      shared.destroy();
    }
  }

  /**
   * {@return a few images of a source, each with all its detections, ascending by id}
   *
   * @param picked images of this ground truth; need not be of the source evaluated last
   */
  public List<Example> examples(PickedImages picked) {
    Broadcast<Annotations> shared = context.broadcast(truth);
    try {
      // An empty list stands for a part that could not be read this way.
      List<List<PickedImages.Part>> parts =
          overParts(
                  picked.source(),
                  part -> List.copyOf(picked.read(part, shared.value().images()).stream().toList()))
              .collect();
      if (parts.stream().anyMatch(List::isEmpty)) {
        return examples(picked.careful());
      }
      return picked.examples(truth, parts.stream().flatMap(List::stream).toList());
    } finally {
      shared.destroy();
    }
  }

  private List<String> check(DetectionSource source, Broadcast<Annotations> shared) {
    if (!source.imageByImage()) {
      return List.of();
    }
    List<PathCheck> parts =
        overParts(source, part -> source.check(part, shared.value().images())).collect();
    return PathCheck.warnings(source.name(), parts, truth.images());
  }

  private Map<Long, String> paths(
      DetectionSource source, Broadcast<Annotations> shared, long[] imageIds) {
    if (!source.imageByImage()) {
      return Map.of();
    }
    Set<Long> wanted = new TreeSet<>();
    for (long id : imageIds) {
      wanted.add(id);
    }
    Map<Long, String> paths = new TreeMap<>();
    overParts(source, part -> source.paths(part, shared.value().images(), wanted))
        .collect()
        .forEach(paths::putAll);
    return paths;
  }

  private <T> JavaRDD<T> overParts(DetectionSource source, Function<Integer, T> task) {
    return numbers(source).map(task);
  }

  private JavaRDD<Integer> numbers(DetectionSource source) {
    List<Integer> numbers = IntStream.range(0, source.parts()).boxed().toList();
    return context.parallelize(new ArrayList<>(numbers), numbers.size());
  }

  /** Whether the source could be read. */
  private boolean gather(
      DetectionSource source, Broadcast<Annotations> shared, int tasks, EvaluationPart whole) {
    JavaPairRDD<Long, byte[]> fragments;
    if (source.imageByImage()) {
      fragments = numbers(source).mapPartitionsToPair(new EvaluateImages(source, shared, plan));
      if (plan.byCategory()) {
        fragments = fragments.union(dealt(source, shared, tasks, false));
      }
    } else {
      fragments = dealt(source, shared, tasks, true);
    }
    JavaPairRDD<Long, byte[]> pieces =
        fragments
            .groupByKey(new HashPartitioner(tasks))
            .mapToPair(new ReduceFragments(shared, plan));
    boolean readable = true;
    for (Tuple2<Long, byte[]> piece : pieces.collect()) {
      long key = piece._1();
      if (key == FragmentKeys.UNREADABLE) {
        readable = false;
      } else if (key == FragmentKeys.FINDINGS) {
        whole.mergeFindings(piece._2());
      } else {
        whole.mergeReduced(key, piece._2());
      }
    }
    return readable;
  }

  private JavaPairRDD<Long, byte[]> dealt(
      DetectionSource source, Broadcast<Annotations> shared, int tasks, boolean images) {
    return numbers(source)
        .mapPartitionsToPair(new DealOut(source, shared, tasks, images, plan.byCategory()))
        .partitionBy(new HashPartitioner(tasks))
        .mapPartitionsToPair(new EvaluateDealt(shared, plan, tasks));
  }
}
