package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.boxmill.inference.ErrorReason;
import dev.boxmill.input.ImageEntry;
import dev.boxmill.store.ResumableFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/** A detect run's Spark jobs: one a wave, each made safe before the next begins. */
final class DetectWaves {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final DetectWork work;
  private final int batchSize;
  private final DetectImages images;
  private final LongAccumulator done;
  private final ErrorCounts errors;

  /**
   * @param work what each task does
   * @param batchSize images of a forward pass, as the model runs
   */
  DetectWaves(SparkSession spark, DetectWork work, int batchSize, DetectImages images) {
    this.spark = spark;
    context = new JavaSparkContext(spark.sparkContext());
    this.work = work;
    this.batchSize = batchSize;
    this.images = images;
    done = spark.sparkContext().longAccumulator("images done");
    errors = new ErrorCounts(spark.sparkContext());
    RunMetrics.register(spark.sparkContext(), done, errors);
  }

  /** Runs the waves that are not safe in {@code out} yet; all of them come back. */
  List<Wave> run(ResumableFolder out, int waveImages) {
    int total = images.list().size();
    int slots = context.defaultParallelism();
    WavePlan cuts = new WavePlan(total, batchSize, slots, waveImages);
    List<Wave> waves = Wave.parse(out.waves());
    int from = waves.isEmpty() ? 0 : waves.get(waves.size() - 1).to();
    int before = from;
    long errorsBefore = waves.stream().mapToLong(Wave::errors).sum();
    double rate = 0;
    try (LiveCount live = new LiveCount(spark.sparkContext(), done);
        Progress progress =
            new Progress(
                total, before, live::value, () -> errorsBefore + errors.total(), System.err);
        ErrorWatch watch =
            new ErrorWatch(spark.sparkContext(), errors, images.maxErrors() - errorsBefore)) {
      requireFew(waves, from);
      while (from < total) {
        int to = cuts.end(from, rate);
        Wave wave;
        try {
          wave = run(from, to, out.place().toString());
        } catch (Exception e) {
          // Spark throws a checked exception that its methods do not declare.
          if (watch.stopped()) {
            throw new TooManyErrorsException(errors.byReason(), before + done.value(), from, e);
          }
          throw e;
        }
        waves.add(wave);
        requireFew(waves, from);
        out.commitWave(wave.json());
        rate = (to - from) / wave.seconds();
        from = to;
      }
    }
    return waves;
  }

  private void requireFew(List<Wave> waves, long safe) {
    if (waves.stream().mapToLong(Wave::errors).sum() > images.maxErrors()) {
      Map<String, Long> reasons = new TreeMap<>();
      for (Wave wave : waves) {
        wave.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      }
      throw new TooManyErrorsException(reasons, waves.get(waves.size() - 1).to(), safe, null);
    }
  }

  private Wave run(int from, int to, String folder) {
    CollectionAccumulator<long[]> sweeps =
        spark.sparkContext().collectionAccumulator("sweeps of NMS");
    StageCounts stages = new StageCounts(spark.sparkContext());
    DetectTask task = new DetectTask(work, done, errors, sweeps, stages);
    List<List<ImageEntry>> packed =
        ImagePacking.pack(images.list().subList(from, to), batchSize, context.defaultParallelism());
    List<Row[]> tasks =
        packed.stream()
            .map(part -> part.stream().map(ImageEntryCodec::encode).toArray(Row[]::new))
            .toList();
    JavaRDD<Row[]> batches = context.parallelize(tasks, tasks.size());
    JavaRDD<Row> rows =
        images.proposals() == null
            ? batches.mapPartitions(task)
            : batches.zipPartitions(images.proposals().of(packed), task);
    long start = System.nanoTime();
    Observation observed = new Observation("detect");
    spark
        .createDataFrame(rows, ImageDetectionsCodec.schema())
        .observe(observed, count(lit(1)).as("images"), columns())
        .write()
        .mode("append")
        .parquet(folder);
    Map<String, Object> totals = totals(observed);
    Map<String, Long> reasons = new TreeMap<>();
    for (ErrorReason reason : ErrorReason.values()) {
      ErrorCounts.add(reasons, reason, (Long) totals.get(reason.code()));
    }
    return new Wave(
        from,
        to,
        (Long) totals.get("errors"),
        reasons,
        (Long) totals.get("detections"),
        (System.nanoTime() - start) / 1e9,
        sweeps.value(),
        stages.nanos(),
        batchSize);
  }

  /** What is counted while writing, beside the images: exact, also where a task runs twice. */
  private static Column[] columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(count(col("error")).as("errors"));
    columns.add(sum(size(col("detections"))).as("detections"));
    for (ErrorReason reason : ErrorReason.values()) {
      columns.add(count(when(col("error").startsWith(reason.error("")), 1)).as(reason.code()));
    }
    return columns.toArray(Column[]::new);
  }

  private static Map<String, Object> totals(Observation observed) {
    try {
      return observed.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
