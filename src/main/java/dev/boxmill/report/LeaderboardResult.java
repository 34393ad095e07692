package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.List;

/**
 * What leaderboard wrote.
 *
 * @param rows name, model, parameters, gflops, imagesPerSecond and COCO's numbers, the best AP
 *     first; what is unknown is absent
 */
public record LeaderboardResult(RunInfo run, List<ResultRow> rows) {

  public LeaderboardResult {
    rows = List.copyOf(rows);
  }

  /** Reads the texts of {@code _run.json} and {@code leaderboard.json}. */
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
