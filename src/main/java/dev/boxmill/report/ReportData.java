package dev.boxmill.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything a page is made of. Results keep the order in which the user named them.
 *
 * @param title shown on top, or empty: made from the models' names
 * @param detects detect folders
 * @param evaluates evaluate folders, those of comparisons too
 * @param anchors anchors files
 * @param comparisons of several evaluate folders each
 * @param leaderboards leaderboard folders
 * @param findings of validate, a file a data set
 * @param audits audit folders
 * @param thumbnails by {@link Example#path} and {@link AuditResult.Suspect#path}; absent paths have
 *     no picture
 */
public record ReportData(
    String title,
    List<DetectResult> detects,
    List<EvaluateResult> evaluates,
    List<AnchorsResult> anchors,
    List<ComparisonResult> comparisons,
    List<LeaderboardResult> leaderboards,
    List<FindingsResult> findings,
    List<AuditResult> audits,
    Map<String, Thumbnail> thumbnails) {

  public ReportData {
    detects = List.copyOf(detects);
    evaluates = List.copyOf(evaluates);
    anchors = List.copyOf(anchors);
    comparisons = List.copyOf(comparisons);
    leaderboards = List.copyOf(leaderboards);
    findings = List.copyOf(findings);
    audits = List.copyOf(audits);
    thumbnails = Map.copyOf(thumbnails);
  }

  /** All runs, by job. */
  List<RunInfo> runs() {
    return Stream.of(
            detects.stream().map(DetectResult::run),
            evaluates.stream().map(EvaluateResult::run),
            anchors.stream().map(AnchorsResult::run),
            comparisons.stream().map(ComparisonResult::run),
            leaderboards.stream().map(LeaderboardResult::run),
            findings.stream().map(FindingsResult::run),
            audits.stream().map(AuditResult::run))
        .flatMap(Function.identity())
        .toList();
  }

  /** Names of the models that ran, without folders and extensions. */
  List<String> models() {
    return detects.stream()
        .flatMap(d -> d.run().text("model").stream())
        .map(m -> m.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.(pt|onnx|pth)$", ""))
        .distinct()
        .toList();
  }
}
