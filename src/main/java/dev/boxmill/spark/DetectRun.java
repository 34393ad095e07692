package dev.boxmill.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.Detector;
import dev.boxmill.inference.DeviceChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final int TASKS_A_SLOT = 4;

  private DetectRun() {}

  /**
   * What to run.
   *
   * @param model path or URI of the model
   * @param checksum SHA-256 of the model
   * @param nms how duplicates are removed
   * @param sweep settings of NMS to count besides; null for none
   */
  public record Settings(
      String model,
      String checksum,
      Descriptor descriptor,
      DeviceChoice device,
      int batchSize,
      double scoreThreshold,
      NmsSettings nms,
      int maxDetections,
      NmsSweepGrid sweep) {}

  /**
   * What came of it.
   *
   * @param seconds from the first task's start to the last one's end, the model's loading left out
   * @param engine name and version
   * @param batchSize images of a forward pass
   * @param sweep what the sweep counted; null without one
   */
  public record Summary(
      long images,
      long errors,
      long detections,
      double seconds,
      String engine,
      String device,
      int batchSize,
      NmsSweep.Result sweep) {}

  /**
   * Writes Parquet to {@code folder}, which must not hold any yet.
   *
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   */
  public static Summary run(
      SparkSession spark, Settings settings, List<ImageFile> images, String folder) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    spark.sparkContext().addFile(settings.model());
    String modelFile = settings.model().substring(settings.model().lastIndexOf('/') + 1);
    ModelProbe probe = ModelProbe.run(context, modelFile, detector(settings));
    Broadcast<SerializableConfiguration> configuration =
        context.broadcast(
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    LongAccumulator done = spark.sparkContext().longAccumulator("images done");
    LongAccumulator errors = spark.sparkContext().longAccumulator("images with errors");
    CollectionAccumulator<long[]> sweeps =
        spark.sparkContext().collectionAccumulator("sweeps of NMS");
    DetectTask task =
        new DetectTask(
            modelFile,
            detector(settings).withBatchSize(probe.batchSize()),
            images.stream().anyMatch(ImageFile::remote),
            configuration,
            done,
            errors,
            sweeps);
    List<Row[]> batches = batches(images, probe.batchSize());
    JavaRDD<Row> rows =
        context
            .parallelize(
                batches,
                partitions(batches.size(), probe.batchSize(), context.defaultParallelism()))
            .mapPartitions(task);
    long start = System.nanoTime();
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
        probe.engine(),
        probe.device(),
        probe.batchSize(),
        settings.sweep() == null ? null : NmsSweep.result(settings.sweep(), sweeps.value()));
  }

  private static Map<String, Object> totals(Observation observed) {
    try {
      return observed.getAsJava();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Detector.Settings detector(Settings settings) {
    return new Detector.Settings(
        settings.checksum(),
        settings.descriptor().json(),
        settings.descriptor().source(),
        settings.device(),
        settings.batchSize(),
        settings.scoreThreshold(),
        settings.nms(),
        settings.maxDetections(),
        settings.sweep());
  }

  /** The sorted list cut into batches: which images share one depends on the list alone. */
  static List<Row[]> batches(List<ImageFile> images, int size) {
    List<Row[]> batches = new ArrayList<>(images.size() / size + 1);
    for (int from = 0; from < images.size(); from += size) {
      List<ImageFile> batch = images.subList(from, Math.min(from + size, images.size()));
      batches.add(batch.stream().map(ImageFile::encode).toArray(Row[]::new));
    }
    return batches;
  }

  /** Tasks of whole batches: some for each slot, so that all end at about the same time. */
  static int partitions(int batches, int batchSize, int parallelism) {
    int images = batches * batchSize;
    int enough = Math.max(TASKS_A_SLOT * parallelism, (images + IMAGES_A_TASK - 1) / IMAGES_A_TASK);
    return Math.min(batches, enough);
  }
}
