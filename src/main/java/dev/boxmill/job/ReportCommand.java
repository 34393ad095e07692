package dev.boxmill.job;

import dev.boxmill.report.ImageLocator;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  List<String> results;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "The page to write; must not exist yet.")
  String out;

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
  String images;

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
  public Integer call() throws IOException {
    try (RemoteCopies copies = new RemoteCopies(spark.hadoop());
        AtomicOutput elsewhere = out == null ? null : copies.prepare(out)) {
      Optional<Path> page = Optional.ofNullable(out).map(copies::writable);
      Map<String, Path> here = new LinkedHashMap<>();
      results.forEach(r -> here.put(r, copies.fetch("--results", r)));
      ReportConfig.Outputs outputs =
          new ReportConfig.Outputs(
              page,
              Optional.ofNullable(markdown),
              Optional.ofNullable(figures),
              port == null ? OptionalInt.empty() : OptionalInt.of(port));
      ReportConfig config =
          new ReportConfig(
              here,
              outputs,
              Optional.ofNullable(images).map(folder -> locator(folder, copies)),
              ImageLocator.asWritten(copies::picture),
              embedLimit,
              title);
      ReportJob job = new ReportJob(config);
      String told = job.run();
      if (elsewhere != null) {
        RemoteCopies.store(page.orElseThrow(), elsewhere);
      }
      tell(page.isEmpty() ? told : told.replace(page.get().toString(), out));
      if (port != null) {
        serve(job);
      }
    }
    return 0;
  }

  private static ImageLocator locator(String images, RemoteCopies copies) {
    if (!RemoteCopies.isRemote(images)) {
      return ImageLocator.in(Path.of(images));
    }
    // As in a local folder of that name: only what lies in it, by file name.
    return ImageLocator.fetching(
        written ->
            copies.picture(
                images.replaceFirst("/+$", "/")
                    + (images.endsWith("/") ? "" : "/")
                    + written.substring(written.lastIndexOf('/') + 1)));
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
