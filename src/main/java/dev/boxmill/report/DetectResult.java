package dev.boxmill.report;

import dev.boxmill.error.UserException;
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

  /**
   * An image that became an error row.
   *
   * @param path as detect wrote it
   * @param error the row's message, for a person to read
   */
  public record UnreadableImage(String path, String error) {}

  /**
   * {@return the result of a folder; its rows were read from Parquet before}
   *
   * @param runJson the text of {@code _run.json}
   * @param source the folder as the user named it: what messages and headings call the run
   * @param unreadable in path order, as many as the page shall list
   * @param sweep null where it was not asked for
   * @param queries null where the detector has none
   * @throws UserException when the text is no run record of this schema
   */
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
