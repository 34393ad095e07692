package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.report.AuditResult;
import dev.boxmill.report.ComparisonResult;
import dev.boxmill.report.ConsoleSummary;
import dev.boxmill.report.Example;
import dev.boxmill.report.ImageLocator;
import dev.boxmill.report.MarkdownSummary;
import dev.boxmill.report.ReportData;
import dev.boxmill.report.ReportPage;
import dev.boxmill.report.Thumbnail;
import dev.boxmill.report.Thumbnails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads results, makes thumbnails, writes what was asked for, or shows it. */
final class ReportJob {
  private final ReportConfig config;
  private final ReportConfig.Outputs outputs;
  private ReportData data;

  ReportJob(ReportConfig config) {
    this.config = config;
    this.outputs = config.outputs();
  }

  /** Writes the files and returns what to tell about them: headline numbers and where they are. */
  String run() {
    outputs.page().ifPresent(file -> mustNotExist("--out", file));
    outputs.markdown().ifPresent(file -> mustNotExist("--markdown", file));
    outputs.figures().ifPresent(ReportJob::mustBeEmpty);
    Optional<FigureExport> figures = // looks for its browser before anything takes time
        outputs.figures().map(folder -> new FigureExport(folder, Chromium.find()));

    data = read();
    StringBuilder told = new StringBuilder(ConsoleSummary.of(data));
    outputs
        .page()
        .ifPresent(
            file -> told.append(written("--out", file, ReportPage.html(data, Version.number()))));
    outputs
        .markdown()
        .ifPresent(
            file ->
                told.append(
                    written("--markdown", file, MarkdownSummary.of(data, Version.number()))));
    figures.ifPresent(
        export ->
            told.append(
                String.format(
                    Locale.ROOT,
                    "report: %s (%d figures)%n",
                    outputs.figures().orElseThrow(),
                    export.write(ReportPage.figures(data, Version.number())))));
    return told.toString().stripTrailing();
  }

  /** A server of what {@link #run} read; it listens already. */
  ReportServer serve() {
    return ReportServer.start(outputs.port().orElseThrow(), data, config.images());
  }

  private ReportData read() {
    ImageLocator locator = config.images().orElse(config.asWritten());
    ResultReader results = new ResultReader();
    config.results().forEach((given, path) -> results.read(path, given));
    List<String> pictures =
        Stream.of(
                results.evaluates().stream().flatMap(e -> e.examples().stream()).map(Example::path),
                results.audits().stream().map(AuditResult::paths).flatMap(List::stream),
                results.comparisons().stream().map(ComparisonResult::paths).flatMap(List::stream))
            .flatMap(Function.identity())
            .toList();
    Map<String, Thumbnail> thumbnails =
        Thumbnails.make(pictures, locator, (long) (config.embedLimit() * 1e6));
    return new ReportData(
        config.title(),
        results.detects(),
        results.evaluates(),
        results.anchors(),
        results.comparisons(),
        results.leaderboards(),
        results.findings(),
        results.audits(),
        thumbnails);
  }

  private static void mustNotExist(String option, Path file) {
    if (Files.exists(file)) {
      throw new UserException(option + " " + file + ": already there; remove it or choose another");
    }
  }

  private static void mustBeEmpty(Path folder) {
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (files.findAny().isPresent()) {
        throw new UserException("--figures " + folder + ": not empty; choose a new folder");
      }
    } catch (IOException e) {
      throw new UserException("--figures " + folder + ": not a folder; choose a new one", e);
    }
  }

  /** Writes beside the target and renames: a reader sees the whole file or none. */
  private static String written(String option, Path file, String text) {
    Path out = file.toAbsolutePath();
    Path part = out.resolveSibling("." + out.getFileName() + ".part");
    try {
      Files.createDirectories(out.getParent());
      Files.writeString(part, text);
      Files.move(part, out);
      double size = Files.size(out);
      return String.format(
          Locale.ROOT,
          size < 1e5 ? "report: %s (%.0f kB)%n" : "report: %s (%.1f MB)%n",
          file,
          size < 1e5 ? Math.ceil(size / 1e3) : size / 1e6);
    } catch (IOException e) {
      throw new UserException(
          option + " " + file + ": cannot be written; choose a writable folder", e);
    } finally {
      part.toFile().delete();
    }
  }
}
