package dev.boxmill.spark;

import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.head.NmsSweep;
import dev.boxmill.head.NmsSweepGrid;
import dev.boxmill.inference.Detector;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.store.ResumableFolder;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Runs a detector over listed images and writes one row an image. */
public final class DetectRun {
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
   * @param reasons the errors by reason; only reasons that there are
   * @param engine name and version
   * @param batchSize images of a forward pass
   * @param shares of the threads' time by stage, in their order; in [0, 1]
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
      Map<String, Double> shares,
      NmsSweep.Result sweep) {

    /** "3 not-an-image, 1 truncated". */
    public String reasonsText() {
      return ErrorCounts.text(reasons);
    }
  }

  /**
   * Writes Parquet to {@code out} wave by wave, going on behind the waves that are safe there. Does
   * not commit the folder.
   *
   * @param waveImages images of a wave; 0 for about five minutes' worth
   * @throws dev.boxmill.error.UserException when model, descriptor and device do not go together
   * @throws TooManyErrorsException when more images cannot be used than may
   */
  public static Summary run(
      SparkSession spark,
      Settings settings,
      DetectImages images,
      ResumableFolder out,
      int waveImages) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    spark.sparkContext().addFile(settings.model());
    String modelFile = settings.model().substring(settings.model().lastIndexOf('/') + 1);
    ModelProbe probe = ModelProbe.run(context, modelFile, detector(settings));
    DetectWaves waves =
        new DetectWaves(
            spark, modelFile, detector(settings).withBatchSize(probe.batchSize()), images);
    return Wave.sum(waves.run(out, waveImages), probe, settings.sweep());
  }

  /** Images of the waves that are safe. */
  public static long safeImages(ResumableFolder out) {
    return Wave.parse(out.waves()).stream().mapToLong(wave -> wave.to() - wave.from()).sum();
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
}
