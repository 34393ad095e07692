package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.Combination;
import dev.boxmill.inference.DetectPlan;
import dev.boxmill.inference.Detector;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.inference.ErrorReason;
import dev.boxmill.input.ImageEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Runs a detector over listed images and writes one row an image. */
public final class DetectRun {
  private DetectRun() {}

  /**
   * What to run.
   *
   * @param models one or more, of different file names
   * @param combination how several models, views or tiles come together
   * @param sweep settings of NMS to count besides, with one model; null for none
   * @param masks whether detections get their masks, from heads that give any
   */
  public record Settings(
      List<DetectModel> models,
      Combination combination,
      DeviceChoice device,
      int batchSize,
      double scoreThreshold,
      int maxDetections,
      NmsSweepGrid sweep,
      boolean masks) {}

  /**
   * What came of it.
   *
   * @param seconds from the first task's start to the last one's end, the model's loading left out
   * @param reasons the errors by reason; only reasons that there are
   * @param engine name and version
   * @param batchSize images of a forward pass
   * @param sweep what the sweep counted; null without one
   */
  public record Summary(
      long images,
      long errors,
      Map<String, Long> reasons,
      long detections,
      double seconds,
      String engine,
      String device,
      int batchSize,
      NmsSweep.Result sweep) {

    /** "3 not-an-image, 1 truncated". */
    public String reasonsText() {
      return ErrorCounts.text(reasons);
    }
  }

  /**
   * Writes Parquet to {@code folder}, which must not hold any yet.
   *
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   * @throws TooManyErrorsException when more images cannot be used than may
   */
  public static Summary run(
      SparkSession spark, Settings settings, DetectImages images, String folder) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    settings.models().forEach(model -> spark.sparkContext().addFile(model.uri()));
    ModelProbe probe = ModelProbe.run(context, plan(settings));
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    LongAccumulator done = spark.sparkContext().longAccumulator("images done");
    ErrorCounts errors = new ErrorCounts(spark.sparkContext());
    CollectionAccumulator<long[]> sweeps =
        spark.sparkContext().collectionAccumulator("sweeps of NMS");
    DetectTask task =
        new DetectTask(
            plan(settings).withBatchSize(probe.batchSize()),
            images.options(),
            images.list().stream().anyMatch(ImageEntry::remote),
            configuration,
            done,
            errors,
            sweeps);
    List<Row[]> tasks =
        ImagePacking.pack(images.list(), probe.batchSize(), context.defaultParallelism()).stream()
            .map(part -> part.stream().map(ImageEntryCodec::encode).toArray(Row[]::new))
            .toList();
    JavaRDD<Row> rows = context.parallelize(tasks, tasks.size()).mapPartitions(task);
    long start = System.nanoTime();
    Observation observed = new Observation("detect");
    try (Progress progress =
            new Progress(images.list().size(), done::value, errors::total, System.err);
        ErrorWatch watch = new ErrorWatch(spark.sparkContext(), errors, images.maxErrors())) {
      try {
        spark
            .createDataFrame(rows, ImageDetectionsCodec.schema())
            .observe(observed, count(lit(1)).as("images"), columns())
            .write()
            .mode("append")
            .parquet(folder);
      } catch (Exception e) {
        // Spark throws a checked exception that its methods do not declare.
        if (watch.stopped()) {
          throw new TooManyErrorsException(errors.byReason(), done.value(), e);
        }
        throw e;
      }
    }
    Map<String, Object> totals = totals(observed);
    Map<String, Long> reasons = new TreeMap<>();
    for (ErrorReason reason : ErrorReason.values()) {
      ErrorCounts.add(reasons, reason, (Long) totals.get(reason.code()));
    }
    Summary summary =
        new Summary(
            (Long) totals.get("images"),
            (Long) totals.get("errors"),
            reasons,
            (Long) totals.get("detections"),
            (System.nanoTime() - start) / 1e9,
            probe.engine(),
            probe.device(),
            probe.batchSize(),
            settings.sweep() == null ? null : NmsSweep.result(settings.sweep(), sweeps.value()));
    if (summary.errors() > images.maxErrors()) {
      throw new TooManyErrorsException(reasons, summary.images(), null);
    }
    return summary;
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

  private static DetectPlan plan(Settings settings) {
    boolean named = settings.models().size() > 1 && !settings.combination().fused();
    List<DetectPlan.Member> members = new ArrayList<>();
    for (DetectModel model : settings.models()) {
      members.add(
          new DetectPlan.Member(
              model.fileName(),
              new Detector.Settings(
                  model.checksum(),
                  model.descriptor().json(),
                  model.descriptor().source(),
                  settings.device(),
                  settings.batchSize(),
                  settings.scoreThreshold(),
                  model.nms(),
                  settings.maxDetections(),
                  settings.sweep(),
                  named ? model.id() : null,
                  settings.masks())));
    }
    return new DetectPlan(members, settings.combination());
  }
}
