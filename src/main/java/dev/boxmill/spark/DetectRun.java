package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import dev.boxmill.head.Descriptor;
import dev.boxmill.inference.DeviceChoice;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Runs a detector over listed images and writes one row an image. */
public final class DetectRun {
  /** Small enough for a lively progress line, large enough that a task's start does not show. */
  private static final int IMAGES_A_TASK = 256;

  private DetectRun() {}

  /**
   * What to run.
   *
   * @param model path or URI of the model
   * @param checksum SHA-256 of the model
   * @param nmsIou threshold, or empty for no NMS
   */
  public record Settings(
      String model,
      String checksum,
      Descriptor descriptor,
      DeviceChoice device,
      int batchSize,
      double scoreThreshold,
      OptionalDouble nmsIou,
      int maxDetections) {}

  /** What came of it. */
  public record Summary(long images, long errors, long detections, double seconds, String device) {}

  /** Writes Parquet to {@code folder}, which must not hold any yet. */
  public static Summary run(
      SparkSession spark, Settings settings, List<ImageFile> images, String folder) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    long start = System.nanoTime();
    spark.sparkContext().addFile(settings.model());
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    LongAccumulator done = spark.sparkContext().longAccumulator("images done");
    LongAccumulator errors = spark.sparkContext().longAccumulator("images with errors");
    CollectionAccumulator<String> devices = spark.sparkContext().collectionAccumulator("devices");
    DetectTask task = new DetectTask(plan(settings), configuration, done, errors, devices);
    JavaRDD<Row> rows =
        context
            .parallelize(
                images.stream().map(ImageFile::encode).toList(),
                partitions(images.size(), context.defaultParallelism()))
            .mapPartitions(task);
    Observation observed = new Observation("detect");
    try (Progress progress = new Progress(images.size(), done::value, errors::value, System.err)) {
      spark
          .createDataFrame(rows, ImageDetectionsCodec.schema())
          .observe(
              observed,
              count(lit(1)).as("images"),
              count(col("error")).as("errors"),
              sum(size(col("detections"))).as("detections"))
          .write()
          .mode("append")
          .parquet(folder);
    }
    Map<String, Object> totals = totals(observed);
    return new Summary(
        (Long) totals.get("images"),
        (Long) totals.get("errors"),
        (Long) totals.get("detections"),
        (System.nanoTime() - start) / 1e9,
        devices.value().stream().distinct().sorted().collect(Collectors.joining(", ")));
  }

  private static Map<String, Object> totals(Observation observed) {
    try {
      return observed.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static DetectTask.Plan plan(Settings settings) {
    Descriptor descriptor = settings.descriptor();
    return new DetectTask.Plan(
        settings.model().substring(settings.model().lastIndexOf('/') + 1),
        settings.checksum(),
        descriptor.json(),
        descriptor.source(),
        settings.device(),
        settings.batchSize(),
        settings.scoreThreshold(),
        settings.nmsIou().orElse(-1),
        settings.maxDetections());
  }

  static int partitions(int images, int parallelism) {
    int enough = Math.max(2 * parallelism, (images + IMAGES_A_TASK - 1) / IMAGES_A_TASK);
    return Math.min(images, enough);
  }
}
