package dev.boxmill.job;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The audit job's command line. */
@Command(
    name = "audit",
    description = "Finds labels that are probably wrong, and hard images, by what models detect.",
    footer = {
      "",
      "Example:",
      "  jobs/audit --annotations instances.json --detections out/detections --out out/audit"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AuditCommand implements Callable<Integer> {
  @Option(
      names = "--annotations",
      paramLabel = "PATH",
      required = true,
      description = "Annotations: a file, folder, zip or tar archive of any known format.")
  String annotations;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the annotations (default: told from the files).")
  String format;

  @Option(
      names = "--detections",
      paramLabel = "PATH",
      description =
          "Output folder of detect, or a COCO result JSON. Given several times, the models judge"
              + " together.")
  List<String> detections = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; must not be there yet.")
  String out;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Most suspects listed (default: ${DEFAULT-VALUE}).")
  int limit;

  @Option(
      names = "--error-rate",
      paramLabel = "P",
      defaultValue = "0.05",
      description = "Share of wrong labels to expect (default: ${DEFAULT-VALUE}).")
  double errorRate;

  @Option(
      names = "--apply",
      paramLabel = "FILE.json",
      description = "Write the annotations with suggestions followed, as COCO JSON.")
  String apply;

  @Option(
      names = "--min-confidence",
      paramLabel = "P",
      defaultValue = "0.5",
      description = "Least confidence of a suggestion to follow (default: ${DEFAULT-VALUE}).")
  double minConfidence;

  @Option(
      names = "--match-names",
      description = "Find detections' classes in the annotations by name, not by id.")
  boolean matchNames;

  @Option(
      names = "--aliases",
      paramLabel = "FILE",
      description = "Names that mean the same, as in airplane = aeroplane; goes by name.")
  String aliases;

  @Option(
      names = "--assignment",
      paramLabel = "SCHEME",
      description =
          "Also count the labels that a detector of this scheme trains no anchor or cell towards:"
              + " yolov1, yolov2, yolov3, yolov5, fcos, retinanet, ssd or centernet. Needs no"
              + " detections.")
  String assignment;

  @Option(
      names = "--anchors",
      paramLabel = "FILE",
      description = "The scheme's anchors, a file of jobs/anchors (default: the paper's).")
  String anchors;

  @Option(
      names = "--input-size",
      paramLabel = "W,H",
      description = "The scheme's input in pixels (default: the anchors', or the paper's).")
  String inputSize;

  @Mixin SparkOptions spark;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AuditConfig config =
        new AuditConfig(
            annotations,
            format,
            detections,
            out,
            limit,
            errorRate,
            apply,
            minConfidence,
            new ClassMatching(matchNames || aliases != null, aliases, null),
            assignment,
            anchors,
            inputSize);
    new AuditJob(config, spark, spec.commandLine().getOut(), spec.commandLine().getErr()).run();
    return 0;
  }
}
