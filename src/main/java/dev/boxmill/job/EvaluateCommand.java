package dev.boxmill.job;

import dev.boxmill.data.Hierarchy;
import dev.boxmill.eval.AreaRange;
import dev.boxmill.eval.EvaluationOptions;
import dev.boxmill.eval.EvaluationOptions.Target;
import dev.boxmill.eval.Metric;
import dev.boxmill.eval.Resampling;
import dev.boxmill.format.HierarchyFormat;
import dev.boxmill.store.HadoopSource;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
      paramLabel = "PATH",
      required = true,
      description = "Annotations: a file, folder, zip or tar archive of any known format.")
  String groundTruth;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the ground truth (default: told from the files).")
  String format;

  @Option(
      names = "--detections",
      paramLabel = "PATH",
      required = true,
      description =
          "Output folder of detect, or a COCO result JSON. Given several times, the runs are"
              + " compared with the first.")
  List<String> detections;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Whose detections count, of a folder with those of several models or decoder layers; one"
              + " for all --detections, or one for each.")
  List<String> models = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; must not be there yet.")
  String out;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "coco",
      description = "How to measure, several with commas (default: ${DEFAULT-VALUE}).")
  List<String> protocols;

  @Option(
      names = "--strict",
      description = "Equal the reference implementation in its known slips, too.")
  boolean strict;

  @Option(
      names = "--target",
      paramLabel = "WHAT",
      defaultValue = "box",
      description = "What has to overlap: box, mask or keypoints (default: ${DEFAULT-VALUE}).")
  Target target;

  @Option(
      names = "--iou",
      paramLabel = "T",
      split = ",",
      description = "IoU thresholds (default: the protocol's).")
  List<Double> ious = List.of();

  @Option(
      names = "--area",
      paramLabel = "NAME=LOW:HIGH",
      split = ",",
      converter = AreaRangeConverter.class,
      description = "Area ranges in square pixels (default: the protocol's).")
  List<AreaRange> areas = List.of();

  @Option(
      names = "--max-detections",
      paramLabel = "N",
      split = ",",
      description = "Limits on an image's detections (default: the protocol's).")
  List<Integer> maxDetections = List.of();

  @Option(names = "--pool-classes", description = "Count all classes as one.")
  boolean poolClasses;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description = "Score of protocols that look at one working point (default: the protocol's).")
  Double minScore;

  @Option(
      names = "--hierarchy",
      paramLabel = "FILE",
      description =
          "Open Images' class hierarchy JSON, for protocols that widen classes"
              + " (default: what supercategories say).")
  String hierarchy;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      defaultValue = "0",
      description = "Draws of the images for confidence intervals; 0: none (coco).")
  int bootstrap;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = ".95",
      description = "Share of the draws within an interval (default: ${DEFAULT-VALUE}).")
  double confidence;

  @Option(
      names = "--slice",
      paramLabel = "NAME",
      split = ",",
      description =
          "Measure parts of the data set: size, aspect, objects, supercategory or columns of"
              + " --images (coco).")
  List<String> slices = List.of();

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description = "CSV or Parquet table of the images, with image_id or file_name.")
  String images;

  @Option(
      names = "--fail-under",
      paramLabel = "NAME=VALUE",
      split = ",",
      description = "Exit with code 3 when a headline number stays below a value, as in AP50=.6.")
  List<String> failUnder = List.of();

  @Option(
      names = "--ground-truth-masks",
      paramLabel = "DIR",
      description = "PNGs of the panoptic ground truth (default: its file without .json).")
  String groundTruthMasks = "";

  @Option(
      names = "--detection-masks",
      paramLabel = "DIR",
      description = "PNGs of the panoptic predictions (default: their file without .json).")
  String detectionMasks = "";

  @Option(
      names = "--match-names",
      description = "Find detections' classes in the ground truth by name, not by id.")
  boolean matchNames;

  @Option(
      names = "--aliases",
      paramLabel = "FILE",
      description = "Names that mean the same, as in airplane = aeroplane; goes by name.")
  String aliases;

  @Option(
      names = "--detection-classes",
      paramLabel = "FILE",
      description = "The detections' class names, one a line, or COCO JSON; goes by name.")
  String detectionClasses;

  @Option(
      names = "--no-checks",
      description = "Do not look for mistakes in the input (boxes, ids, scores).")
  boolean noChecks;

  @Option(
      names = "--matches",
      description = "Write what became of every detection and object at IoU .5, as Parquet.")
  boolean matches;

  @Mixin SparkOptions spark;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EvaluationOptions options =
        new EvaluationOptions(
            strict ? Metric.Mode.STRICT : Metric.Mode.CORRECTED,
            target,
            ious,
            areas,
            maxDetections,
            poolClasses,
            minScore == null ? Double.NaN : minScore,
            hierarchy == null
                ? Hierarchy.NONE
                : HierarchyFormat.read(HadoopSource.of("--hierarchy", hierarchy, spark.hadoop())),
            Resampling.bootstrap(bootstrap, seed, confidence));
    EvaluateConfig config =
        new EvaluateConfig(
            groundTruth,
            format,
            detections,
            models,
            out,
            protocols,
            options,
            slices,
            hierarchy,
            images,
            new ClassMatching(
                matchNames || aliases != null || detectionClasses != null,
                aliases,
                detectionClasses),
            !noChecks,
            matches,
            failUnder.stream().map(FailUnder::parse).toList(),
            groundTruthMasks,
            detectionMasks);
    return new EvaluateJob(config, spark, spec.commandLine().getOut(), spec.commandLine().getErr())
        .run();
  }
}
