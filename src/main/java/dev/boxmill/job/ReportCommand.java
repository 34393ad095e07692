package dev.boxmill.job;

import dev.boxmill.report.ImageLocator;
import dev.boxmill.store.AtomicOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  List<String> results;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      required = true,
      description = "The page to write; must not exist yet.")
  String out;

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
        AtomicOutput elsewhere = copies.prepare(out)) {
      Path page = copies.writable(out);
      Map<String, Path> here = new LinkedHashMap<>();
      results.forEach(r -> here.put(r, copies.fetch("--results", r)));
      ReportConfig config = new ReportConfig(here, page, locator(copies), embedLimit, title);
      String told = new ReportJob(config).run();
      if (elsewhere != null) {
        RemoteCopies.store(page, elsewhere);
      }
      spec.commandLine().getOut().println(told.replace(page.toString(), out));
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private ImageLocator locator(RemoteCopies copies) {
    if (images == null) {
      return ImageLocator.asWritten(copies::picture);
    }
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
}
