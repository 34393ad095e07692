package dev.boxmill.job;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: boxes and annotations to metrics. */
@Command(
    name = "evaluate",
    description = "Compares detections with ground truth: COCO metrics, equal to pycocotools.",
    footer = {
      "",
      "Example:",
      "  jobs/evaluate --ground-truth instances.json --detections out/detections --out out/evaluation"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--ground-truth",
      required = true,
      paramLabel = "FILE",
      description = "COCO annotations (instances JSON).")
  String groundTruth;

  @Option(
      names = "--detections",
      required = true,
      paramLabel = "PATH",
      description = "Folder of the detect job, or COCO results JSON.")
  String detections;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Results.")
  String out;

  @Option(
      names = "--protocol",
      defaultValue = "coco",
      paramLabel = "NAME",
      description = "Evaluation protocol (default: ${DEFAULT-VALUE}).")
  String protocol;

  @Option(
      names = "--strict",
      description = "Repeat pycocotools' treatment of the annotation with id 0 (as unmatched).")
  boolean strict;

  @Mixin SparkOptions spark;

  @Override
  public Integer call() throws IOException {
    EvaluateConfig config = new EvaluateConfig(groundTruth, detections, out, protocol, strict);
    try (SparkSession session = spark.open("evaluate")) {
      EvaluateJob.run(config, session);
    }
    return 0;
  }
}
