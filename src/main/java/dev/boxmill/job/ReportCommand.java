package dev.boxmill.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code boxmill report}: results to one HTML page. Starts no Spark session: there is no need. */
@Command(
    name = "report",
    description = "Makes one self-contained HTML page, a summary or figures from results.",
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
      description = "The page to write; must not exist yet.")
  Path out;

  @Option(
      names = "--markdown",
      paramLabel = "FILE.md",
      description = "A summary for pull requests to write; must not exist yet.")
  Path markdown;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Folder for every chart as SVG and PNG; needs Chromium; must be new or empty.")
  Path figures;

  @Option(
      names = "--serve",
      paramLabel = "PORT",
      description =
          "Show the page at 127.0.0.1 until Ctrl-C, with full-size images of --images; 0: any"
              + " free port.")
  Integer port;

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
    ReportConfig.Outputs outputs =
        new ReportConfig.Outputs(
            Optional.ofNullable(out),
            Optional.ofNullable(markdown),
            Optional.ofNullable(figures),
            port == null ? OptionalInt.empty() : OptionalInt.of(port));
    ReportConfig config =
        new ReportConfig(results, outputs, Optional.ofNullable(images), embedLimit, title);
    ReportJob job = new ReportJob(config);
    tell(job.run());
    if (port != null) {
      serve(job);
    }
    return 0;
  }

  private void serve(ReportJob job) {
    try (ReportServer server = job.serve()) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "report-server-end"));
      tell("report: " + server.url() + " (Ctrl-C ends it)");
      server.await();
    }
  }

  private void tell(String text) {
    if (!text.isEmpty()) {
      spec.commandLine().getOut().println(text);
      spec.commandLine().getOut().flush();
    }
  }
}
