package dev.boxmill.job;

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
    description = "Finds anchor sizes for the boxes of a data set, and says how well they fit.",
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
      description = "Annotations: a file, folder, zip or tar archive of any known format.")
  String annotations;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the annotations (default: told from the files).")
  String format;

  @Option(
      names = "--k",
      paramLabel = "N|FROM..TO",
      description = "Number of anchors, or numbers to choose among, such as 1..15.")
  String k;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.json",
      description = "The file to write; must not exist yet.")
  String out;

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

  @Mixin AnchorScaleOptions scale;

  @Mixin AnchorKernel kernel;

  @Mixin BoxFilter filter;

  @Mixin AnchorStyle style;

  @Mixin AnchorExtraOptions extras;

  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String summary = AnchorsJob.run(config(), () -> spark.open("anchors"));
    spec.commandLine().getOut().print(summary);
    spec.commandLine().getOut().flush();
    return 0;
  }

  /** The options, checked. */
  AnchorsConfig config() {
    return new AnchorsConfig(
        annotations,
        format,
        out,
        k == null ? null : KRange.parse(k),
        scale.scale(),
        kernel,
        seed,
        restarts,
        maxIterations,
        filter,
        style,
        extras.extras());
  }
}
