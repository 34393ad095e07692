package dev.boxmill.job;

import dev.boxmill.inference.DeviceChoice;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detect}: images to boxes. */
@Command(
    name = "detect",
    description = "Runs a detector over images and writes one row of boxes an image.",
    footer = {
      "",
      "Example:",
      "  jobs/detect --images photos --model models/models/rtdetr.pt --out out/detections"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DetectCommand implements Callable<Integer> {
  @Mixin InputOptions inputs;

  @Mixin ModelOptions models;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Parquet output.")
  String out;

  @Option(
      names = "--coco-json",
      paramLabel = "FILE",
      description = "Also write COCO results JSON here.")
  String cocoJson;

  @Option(
      names = "--batch-size",
      defaultValue = "8",
      paramLabel = "N|auto",
      description =
          "Images a forward pass; auto grows it while that is faster (default: ${DEFAULT-VALUE}).")
  String batchSize;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "auto|cpu|gpu",
      description = "Where the model runs (default: ${DEFAULT-VALUE}).")
  DeviceChoice device;

  @Option(
      names = "--score-threshold",
      defaultValue = "0.01",
      paramLabel = "T",
      description = "Least score of a detection (default: ${DEFAULT-VALUE}).")
  double scoreThreshold;

  @Option(
      names = "--max-detections",
      defaultValue = "100",
      paramLabel = "N",
      description = "Most detections an image (default: ${DEFAULT-VALUE}).")
  int maxDetections;

  @Mixin NmsOptions nms;

  @Mixin CombineOptions combine;

  @Mixin ImageOutputOptions imageOutputs;

  @Mixin WaveOptions waves;

  @Mixin BenchmarkOptions benchmark;

  @Mixin SparkOptions spark;

  @Override
  public Integer call() throws IOException {
    if (models.describe) {
      return DescribeJob.run(models);
    }
    DetectConfig config =
        new DetectConfig(
            inputs.config(),
            models,
            out,
            cocoJson,
            batchSize,
            device,
            scoreThreshold,
            nms,
            maxDetections,
            combine,
            waves,
            imageOutputs,
            benchmark);
    if (benchmark.wanted) {
      spark.requireHere("--benchmark");
      return BenchmarkJob.run(config, spark.hadoop());
    }
    try (SparkSession session = spark.open("detect")) {
      return DetectJob.run(config, session);
    }
  }
}
