package dev.boxmill.job;

import dev.boxmill.eval.Metric;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The evaluate job's command line. */
@Command(
    name = "evaluate",
    description = "Measures detections against annotations.",
    footer = {
      "",
      "Example:",
      "  jobs/evaluate --ground-truth instances.json --detections out/detections --out out/evaluation"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--ground-truth",
      paramLabel = "FILE",
      required = true,
      description = "COCO annotation JSON.")
  String groundTruth;

  @Option(
      names = "--detections",
      paramLabel = "PATH",
      required = true,
      description = "Output folder of detect, or a COCO result JSON.")
  String detections;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; must not be there yet.")
  String out;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "coco",
      description = "How to measure: coco (default: ${DEFAULT-VALUE}).")
  String protocol;

  @Option(
      names = "--strict",
      description = "Equal the reference implementation in its known slips, too.")
  boolean strict;

  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Metric.Mode mode = strict ? Metric.Mode.STRICT : Metric.Mode.CORRECTED;
    EvaluateConfig config = new EvaluateConfig(groundTruth, detections, out, protocol, mode);
    try (SparkSession session = spark.open("evaluate")) {
      new EvaluateJob(session, config, spec.commandLine().getOut()).run();
    }
    return 0;
  }
}
