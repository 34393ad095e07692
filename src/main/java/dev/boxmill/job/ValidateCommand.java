package dev.boxmill.job;

import dev.boxmill.check.Severity;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The validate job's command line. */
@Command(
    name = "validate",
    description = "Looks for mistakes in annotations and images, and says how to mend them.",
    footer = {
      "",
      "Example:",
      "  jobs/validate --annotations models/data/annotations/val.json --images models/data/val"
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ValidateCommand implements Callable<Integer> {
  /** The mildest finding that fails. */
  enum FailOn {
    ERROR(Severity.ERROR),
    WARNING(Severity.WARNING),
    NONE(null);

    private final Severity severity;

    FailOn(Severity severity) {
      this.severity = severity;
    }
  }

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "PATH",
      description = "Annotations: a file, folder, zip or tar archive.")
  String annotations;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Their format (default: told from the files).")
  String format;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Folder of the images: looks for missing, damaged and repeated files.")
  String images;

  @Option(
      names = "--against",
      paramLabel = "PATH",
      description = "Annotations of another split, which should share no image with this one.")
  String against;

  @Option(
      names = "--against-format",
      paramLabel = "FORMAT",
      description = "Format of --against (default: told from the files).")
  String againstFormat;

  @Option(
      names = "--against-images",
      paramLabel = "DIR",
      description = "Folder of that split's images: compares contents, not names alone.")
  String againstImages;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "Where to write findings.json: a folder, or a file that ends in .json; must not be there"
              + " yet (default: nowhere).")
  String out;

  @Option(
      names = "--fail-on",
      defaultValue = "error",
      paramLabel = "error|warning|none",
      description =
          "Exit with 3 when there is such a finding, or a worse one (default: ${DEFAULT-VALUE}).")
  FailOn failOn;

  @Option(
      names = "--decode",
      description = "Decode every image (default: read headers, which finds less and is fast).")
  boolean decode;

  @Option(
      names = "--examples",
      defaultValue = "10",
      paramLabel = "N",
      description = "Most examples of a finding, 1 to 100 (default: ${DEFAULT-VALUE}).")
  int examples;

  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ValidateConfig config =
        new ValidateConfig(
            annotations,
            format,
            images,
            against,
            againstFormat,
            againstImages,
            out,
            failOn.severity,
            decode,
            examples);
    return new ValidateJob(config, spark, spec.commandLine().getOut()).run();
  }
}
