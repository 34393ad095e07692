package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.List;

/**
 * What leaderboard wrote.
 *
 * @param run what the job says of itself
 * @param rows name, model, parameters, gflops, imagesPerSecond and COCO's numbers, the best AP
 *     first; what is unknown is absent
 */
public record LeaderboardResult(RunInfo run, List<ResultRow> rows) {

  public LeaderboardResult {
    rows = List.copyOf(rows);
  }

  /**
   * {@return what a leaderboard folder holds}
   *
   * @param runJson the text of {@code _run.json}
   * @param json the text of {@code leaderboard.json}
   * @param source the folder as the user named it: what messages and headings call it
   * @throws UserException when a text is not what leaderboard writes, or holds no row
   */
  public static LeaderboardResult of(String runJson, String json, String source) {
    JsonNode root = Json.parseArray(json, source + "/leaderboard.json");
    List<ResultRow> rows = ResultRow.rows(root);
    if (rows.isEmpty()) {
      throw new UserException(
          source + "/leaderboard.json: holds no results; run leaderboard again");
    }
    return new LeaderboardResult(RunInfo.parse(runJson, source), rows);
  }
}
