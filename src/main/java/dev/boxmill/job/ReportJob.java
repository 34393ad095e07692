package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.report.AuditResult;
import dev.boxmill.report.ConsoleSummary;
import dev.boxmill.report.Example;
import dev.boxmill.report.ImageLocator;
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
import java.util.stream.Stream;

/** Reads results, makes thumbnails, writes the page. */
final class ReportJob {
  private final ReportConfig config;

  ReportJob(ReportConfig config) {
    this.config = config;
  }

  /** Writes the page and returns what to tell about it: headline numbers and where it is. */
  String run() {
    Path out = config.out().toAbsolutePath();
    if (Files.exists(out)) {
      throw new UserException(
          "--out " + config.out() + ": already there; remove it or choose another");
    }
    ImageLocator locator = config.images().map(ImageLocator::in).orElseGet(ImageLocator::asWritten);
    ResultReader results = new ResultReader();
    config.results().forEach(results::read);

    List<String> pictures =
        Stream.concat(
                results.evaluates().stream().flatMap(e -> e.examples().stream()).map(Example::path),
                results.audits().stream().map(AuditResult::paths).flatMap(List::stream))
            .toList();
    Map<String, Thumbnail> thumbnails =
        Thumbnails.make(pictures, locator, (long) (config.embedLimit() * 1e6));
    ReportData data =
        new ReportData(
            config.title(),
            results.detects(),
            results.evaluates(),
            results.anchors(),
            results.comparisons(),
            results.leaderboards(),
            results.audits(),
            thumbnails);
    String html = ReportPage.html(data, Version.number());
    long size = write(html, out);
    return ConsoleSummary.of(data)
        + String.format(Locale.ROOT, "report: %s (%.1f MB)", config.out(), size / 1e6);
  }

  /** Writes beside the target and renames: a reader sees the whole page or none. */
  private long write(String html, Path out) {
    Path part = out.resolveSibling("." + out.getFileName() + ".part");
    try {
      Files.createDirectories(out.getParent());
      Files.writeString(part, html);
      Files.move(part, out);
      return Files.size(out);
    } catch (IOException e) {
      throw new UserException(
          "--out " + config.out() + ": cannot be written; choose a writable folder", e);
    } finally {
      part.toFile().delete();
    }
  }
}
