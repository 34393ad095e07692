package dev.boxmill.report;

import java.util.List;

/**
 * A detect folder.
 *
 * @param run what the job says of itself
 * @param unreadable the first images that could not be processed, in path order
 */
public record DetectResult(RunInfo run, List<UnreadableImage> unreadable) {

  public DetectResult {
    unreadable = List.copyOf(unreadable);
  }

  /** An image that became an error row. */
  public record UnreadableImage(String path, String error) {}

  /** Reads {@code _run.json}; the rows come from Parquet. */
  public static DetectResult of(String runJson, String source, List<UnreadableImage> unreadable) {
    return new DetectResult(RunInfo.parse(runJson, source), unreadable);
  }
}
