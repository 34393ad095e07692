package dev.boxmill.it;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.eval.CocoMetric;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.EvaluationPlan;
import dev.boxmill.eval.MetricResult;
import dev.boxmill.format.CocoFormat;
import dev.boxmill.format.Source;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.inference.Combination;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.input.ImageListing;
import dev.boxmill.spark.DetectImages;
import dev.boxmill.spark.DetectModel;
import dev.boxmill.spark.DetectRun;
import dev.boxmill.spark.ImageDetectionsCodec;
import dev.boxmill.spark.SparkEvaluation;
import dev.boxmill.store.DetectionSources;
import dev.boxmill.store.ResumableFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Detect and evaluate in this JVM, on one session for many models. */
final class DetectorRuns implements AutoCloseable {
  private final SparkSession spark =
      SparkSession.builder().master("local[2]").config("spark.ui.enabled", false).getOrCreate();
  private final Path folder;
  private int runs;

  DetectorRuns(Path folder) {
    this.folder = folder;
  }

  /** COCO statistics and all detections by file name. */
  record Outcome(Map<String, Double> statistics, Map<String, List<Detection>> detections) {
    double statistic(String name) {
      return statistics.get(name);
    }
  }

  Outcome run(Path model, Path descriptorFile, String images, Path truthFile, double threshold)
      throws IOException {
    return run(model, descriptorFile, images, truthFile, threshold, Combination.NONE);
  }

  Outcome run(
      Path model,
      Path descriptorFile,
      String images,
      Path truthFile,
      double threshold,
      Combination combination)
      throws IOException {
    String out = detect(model, descriptorFile, images, threshold, combination);
    MetricResult result =
        new SparkEvaluation(
                spark,
                new CocoFormat().read(Source.file(truthFile)),
                new EvaluationPlan(List.of(new CocoMetric()), EvaluationOptions.standard(), 0))
            .evaluate(DetectionSources.open(out, spark.sparkContext().hadoopConfiguration()))
            .results()
            .get(0);
    return new Outcome(result.statistics(), detections(out));
  }

  /** Detections of a run by file name. */
  Map<String, List<Detection>> detections(String out) {
    Map<String, List<Detection>> detections = new HashMap<>();
    for (Row row : spark.read().parquet(out).collectAsList()) {
      ImageDetections image = ImageDetectionsCodec.decode(row);
      detections.put(Path.of(image.path()).getFileName().toString(), image.detections());
    }
    return detections;
  }

  /** Runs a model; gives the folder of its output. */
  String detect(
      Path model, Path descriptorFile, String images, double threshold, Combination combination) {
    Descriptor descriptor = Descriptor.load(descriptorFile);
    OptionalDouble nmsIou = descriptor.nmsIou();
    String out = folder.resolve("run" + runs++).toString();
    DetectRun.Settings settings =
        new DetectRun.Settings(
            List.of(
                new DetectModel(
                    model.toAbsolutePath().toString(),
                    model.toString(),
                    descriptor,
                    NmsSettings.of(
                        null, nmsIou.isPresent() ? nmsIou.getAsDouble() : null, null, false))),
            combination,
            DeviceChoice.CPU,
            8,
            threshold,
            100,
            null,
            descriptor.family().equals("panoptic_detr"));
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    DetectImages listed = DetectImages.plain(ImageListing.list(List.of(images), null, hadoop));
    try (ResumableFolder written = ResumableFolder.open(out, Map.of(), false, hadoop)) {
      DetectRun.run(spark, settings, listed, written, 0);
      written.commit();
    }
    return out;
  }

  @Override
  public void close() {
    try {
      spark.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
