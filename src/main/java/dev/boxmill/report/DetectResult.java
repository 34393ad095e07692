package dev.boxmill.report;

import java.util.List;

/**
 * A detect folder.
 *
 * @param run what the job says of itself
 * @param unreadable the first images that could not be processed, in path order
 * @param sweep what NMS keeps over a grid of settings; null where it was not asked for
 * @param queries where the boxes of a detector's queries lie; null where it has none
 */
public record DetectResult(
    RunInfo run, List<UnreadableImage> unreadable, NmsSweepResult sweep, QueryResult queries) {

  public DetectResult {
    unreadable = List.copyOf(unreadable);
  }

  /** An image that became an error row. */
  public record UnreadableImage(String path, String error) {}

  /** Reads {@code _run.json}; the rows come from Parquet. */
  public static DetectResult of(
      String runJson,
      String source,
      List<UnreadableImage> unreadable,
      NmsSweepResult sweep,
      QueryResult queries) {
    return new DetectResult(RunInfo.parse(runJson, source), unreadable, sweep, queries);
  }

  boolean hasSweep() {
    return sweep != null && !sweep.isEmpty();
  }

  boolean hasQueries() {
    return queries != null && !queries.slots().isEmpty();
  }
}
