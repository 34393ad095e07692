package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What evaluate wrote of several runs ({@code comparison.json}); the runs themselves are {@link
 * EvaluateResult}s. Differences are to the first run.
 *
 * @param run what the job says of itself
 * @param statistics protocol, statistic, run, value, difference, low, high, wins, draws
 * @param classes run, categoryId, name, firstAP, AP, difference, low, high, wins, draws; may be
 *     empty
 * @param images run, imageId, fileName, change, firstHits, firstFalsePositives, hits,
 *     falsePositives; may be empty
 * @param changed by run, the images that changed most, with each run's own detections; may be empty
 */
public record ComparisonResult(
    RunInfo run,
    List<ResultRow> statistics,
    List<ResultRow> classes,
    List<ResultRow> images,
    Map<String, List<Example>> changed) {

  public ComparisonResult {
    statistics = List.copyOf(statistics);
    classes = List.copyOf(classes);
    images = List.copyOf(images);
    changed = Map.copyOf(changed);
  }

  /**
   * {@return what a comparison folder holds, without pictures}
   *
   * @param runJson the text of {@code _run.json}
   * @param json the text of {@code comparison.json}
   * @param source the folder as the user named it: what messages and headings call it
   * @throws UserException when a text is not what evaluate writes, or holds no numbers
   */
  public static ComparisonResult of(String runJson, String json, String source) {
    JsonNode root = Json.parse(json, source + "/comparison.json").path("comparison");
    List<ResultRow> statistics = ResultRow.rows(root.path("statistics"));
    if (statistics.isEmpty()) {
      throw new UserException(
          source + "/comparison.json: holds no numbers of any run; run evaluate again");
    }
    return new ComparisonResult(
        RunInfo.parse(runJson, source),
        statistics,
        ResultRow.rows(root.path("perClass")),
        ResultRow.rows(root.path("images")),
        Map.of());
  }

  /**
   * {@return the same with the images that changed most}
   *
   * @param examples by run, each run's own detections; a run may be absent
   */
  public ComparisonResult withChanged(Map<String, List<Example>> examples) {
    return new ComparisonResult(run, statistics, classes, images, examples);
  }

  /** {@return paths of the images that changed, each once} */
  public List<String> paths() {
    return changed.values().stream().flatMap(List::stream).map(Example::path).distinct().toList();
  }

  /** {@return the runs' names, the one that all others are compared with first} */
  public List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    statistics.forEach(row -> names.add(row.text("run")));
    return List.copyOf(names);
  }
}
