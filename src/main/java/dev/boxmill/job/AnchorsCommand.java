package dev.boxmill.job;

import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.Centre;
import dev.boxmill.cluster.Distance;
import dev.boxmill.cluster.InputSize;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code anchors}: annotations to anchor sizes. */
@Command(
    name = "anchors",
    description = "Finds anchor sizes for the boxes of a data set: k-means with 1 - IoU.",
    footer = {
      "",
      "Example:",
      "  jobs/anchors --annotations instances.json --k 9 --input-size 416,416 --out out/anchors.json"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AnchorsCommand implements Callable<Integer> {
  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "PATH",
      description =
          "Annotations: a file, folder, zip or tar archive of any known format; or box sizes in"
              + " Parquet.")
  String annotations;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the annotations (default: told from the files).")
  String format;

  @Option(names = "--k", required = true, paramLabel = "N", description = "Number of anchors.")
  int k;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.json",
      description = "The file to write; must not exist yet.")
  String out;

  @Option(
      names = "--input-size",
      paramLabel = "W,H",
      description = "Scale boxes to this input of the model (default: pixels of the image).")
  String inputSize;

  @Option(
      names = "--resize",
      paramLabel = "letterbox|stretch",
      description = "How images come to the input's size (default: letterbox).")
  InputSize.Fit resize;

  @Option(
      names = "--distance",
      paramLabel = "iou|euclidean|log-euclidean",
      description =
          "How far a box is from an anchor: 1 - IoU, or for comparison in sides or their"
              + " logarithms (default: iou).")
  Distance distance = Distance.IOU;

  @Option(
      names = "--centre",
      paramLabel = "median|mean|iou",
      description =
          "Where an anchor goes among its boxes; iou: where their IoU is highest (default:"
              + " median).")
  Centre centre = Centre.MEDIAN;

  @Option(
      names = "--weight",
      paramLabel = "none|area|inverse-class|column",
      description = "How much a box counts; column: as the Parquet file says (default: none).")
  BoxWeight weight = BoxWeight.NONE;

  @Option(
      names = "--exact",
      description = "Cluster all distinct sizes, and no grid's cells however many there are.")
  boolean exact;

  @Option(
      names = "--restarts",
      defaultValue = "8",
      paramLabel = "N",
      description = "Independent starts; the best is kept (default: ${DEFAULT-VALUE}).")
  int restarts;

  @Option(
      names = "--seed",
      defaultValue = "7",
      paramLabel = "N",
      description = "The same seed gives the same anchors (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--max-iterations",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Most rounds of one start (default: ${DEFAULT-VALUE}).")
  int maxIterations;

  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AnchorsConfig config =
        new AnchorsConfig(
            annotations,
            format,
            out,
            k,
            AnchorsConfig.inputSize(inputSize, resize),
            distance,
            centre,
            weight,
            exact,
            seed,
            restarts,
            maxIterations);
    String summary = AnchorsJob.run(config, () -> spark.open("anchors"));
    spec.commandLine().getOut().print(summary);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
