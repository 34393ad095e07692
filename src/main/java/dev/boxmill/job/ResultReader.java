package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import dev.boxmill.report.AnchorsResult;
import dev.boxmill.report.AuditResult;
import dev.boxmill.report.ComparisonResult;
import dev.boxmill.report.CoverageResult;
import dev.boxmill.report.DetectResult;
import dev.boxmill.report.EvaluateResult;
import dev.boxmill.report.Example;
import dev.boxmill.report.FindingsResult;
import dev.boxmill.report.LeaderboardResult;
import dev.boxmill.report.NmsSweepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Recognises what a path holds and collects it for the page. */
final class ResultReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<DetectResult> detects = new ArrayList<>();
  private final List<EvaluateResult> evaluates = new ArrayList<>();
  private final List<AnchorsResult> anchors = new ArrayList<>();
  private final List<ComparisonResult> comparisons = new ArrayList<>();
  private final List<LeaderboardResult> leaderboards = new ArrayList<>();
  private final List<FindingsResult> findings = new ArrayList<>();
  private final List<AuditResult> audits = new ArrayList<>();

  /**
   * Reads a result of any job.
   *
   * @param given what pages call it: the path itself, or where it was copied from
   */
  void read(Path path, String given) {
    if (!Files.exists(path)) {
      throw new UserException(
          "--results " + path + ": no such folder or file; name what a job wrote");
    }
    if (Files.isRegularFile(path)) {
      file(path, given);
      return;
    }
    Path found = path.resolve(FindingsFile.NAME);
    if (Files.isRegularFile(found)) {
      file(found, given);
      return;
    }
    Path record = path.resolve("_run.json");
    if (!Files.isRegularFile(record)) {
      throw new UserException("--results " + path + ": not a BoxMill result (no _run.json in it)");
    }
    String run = text(record);
    String job = job(run, record);
    switch (job) {
      case "detect" -> detects.add(detect(path, given, run));
      case "evaluate" -> evaluates.add(evaluate(path, given, run));
      case "compare" -> compare(path, given, run);
      case "leaderboard" ->
          leaderboards.add(
              LeaderboardResult.of(run, text(path.resolve("leaderboard.json")), given));
      case "audit" -> audits.add(audit(path, given, run));
      default ->
          throw new UserException(
              "--results " + path + ": a result of '" + job + "', which report does not show");
    }
  }

  private void file(Path path, String given) {
    String text = text(path);
    if (FindingsResult.recognises(text)) {
      findings.add(FindingsResult.parse(text, given));
    } else {
      anchors.add(AnchorsResult.parse(text, given));
    }
  }

  private static DetectResult detect(Path path, String given, String run) {
    return DetectResult.of(
        run,
        given,
        ResultParquet.unreadable(path),
        sweep(path.resolve(NmsSweepFile.NAME)),
        ResultQueries.read(path));
  }

  /** Null where the file is not there. */
  private static NmsSweepResult sweep(Path file) {
    return Files.isRegularFile(file) ? NmsSweepResult.parse(text(file), file.toString()) : null;
  }

  private static EvaluateResult evaluate(Path path, String given, String run) {
    Path metrics = path.resolve("metrics.json");
    if (!Files.isRegularFile(metrics)) {
      throw new UserException("--results " + path + ": metrics.json is missing; evaluate again");
    }
    return EvaluateResult.of(
        run,
        text(metrics),
        given,
        ResultParquet.curves(path.resolve("curves"), "coco"),
        ResultParquet.examples(path.resolve("examples")),
        sweep(path.resolve(NmsSweepFile.MEASURED)));
  }

  /** Suspects, coverage or both, as the options were. */
  private static AuditResult audit(Path path, String given, String run) {
    Path file = path.resolve("coverage.json");
    CoverageResult coverage =
        Files.isRegularFile(file) ? CoverageResult.parse(text(file), file.toString()) : null;
    Path summary = path.resolve("audit.json");
    if (coverage != null && !Files.isRegularFile(summary)) {
      return AuditResult.of(run, given, coverage);
    }
    return AuditResult.of(
        run, text(summary), given, ResultSuspects.read(path.resolve("suspects")), coverage);
  }

  /** A comparison stands beside the results of its runs; they are shown in its order. */
  private void compare(Path path, String given, String run) {
    ComparisonResult comparison =
        ComparisonResult.of(run, text(path.resolve("comparison.json")), given);
    List<String> names = comparison.names();
    Map<String, List<Example>> changed = new TreeMap<>();
    for (String name : names) {
      changed.put(name, ResultParquet.examples(path.resolve("results/" + name + "/changed")));
    }
    comparisons.add(comparison.withChanged(changed));
    try (Stream<Path> folders = Files.list(path.resolve("results"))) {
      folders
          .filter(folder -> Files.isRegularFile(folder.resolve("_run.json")))
          .sorted(Comparator.comparingInt(folder -> names.indexOf(folder.getFileName().toString())))
          .forEach(
              folder ->
                  evaluates.add(
                      evaluate(
                          folder,
                          given + "/results/" + folder.getFileName(),
                          text(folder.resolve("_run.json")))));
    } catch (IOException e) {
      throw new UserException(
          "--results " + path + ": the runs' results are missing; evaluate again", e);
    }
  }

  private static String job(String run, Path record) {
    try {
      return JSON.readTree(run).path("job").asText();
    } catch (JsonProcessingException e) {
      throw new UserException(record + ": not JSON; run the job again", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UserException("--results " + file + ": cannot be read as UTF-8 text", e);
    }
  }

  List<DetectResult> detects() {
    return detects;
  }

  List<EvaluateResult> evaluates() {
    return evaluates;
  }

  List<AnchorsResult> anchors() {
    return anchors;
  }

  List<ComparisonResult> comparisons() {
    return comparisons;
  }

  List<LeaderboardResult> leaderboards() {
    return leaderboards;
  }

  List<FindingsResult> findings() {
    return findings;
  }

  List<AuditResult> audits() {
    return audits;
  }
}
