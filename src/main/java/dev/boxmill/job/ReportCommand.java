package dev.boxmill.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code boxmill report}: results to one HTML page. Starts no Spark session: there is no need. */
@Command(
    name = "report",
    description = "Makes one self-contained HTML page from results.",
    footer = {
      "",
      "Example: jobs/report --results out/detections out/evaluation out/anchors.json"
          + " --out out/report.html"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReportCommand implements Callable<Integer> {
  @Mixin SparkOptions spark;

  @Spec CommandSpec spec;

  @Option(
      names = "--results",
      paramLabel = "PATH",
      required = true,
      arity = "1..*",
      description = "Folders that detect, evaluate or leaderboard wrote, files of anchors.")
  List<Path> results;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      required = true,
      description = "The page to write; must not exist yet.")
  Path out;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Where the gallery's images lie now (default: where the results say).")
  Path images;

  @Option(
      names = "--embed-limit",
      paramLabel = "MB",
      defaultValue = "20",
      description = "Embed pictures up to this many megabytes (default: ${DEFAULT-VALUE}).")
  double embedLimit;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "The page's heading (default: the models' names).")
  String title;

  @Override
  public Integer call() {
    ReportConfig config =
        new ReportConfig(results, out, Optional.ofNullable(images), embedLimit, title);
    spec.commandLine().getOut().println(new ReportJob(config).run());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
