package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.List;

/**
 * How many labels a target assignment leaves without an anchor or cell.
 *
 * @param scheme its name
 * @param inputSize the network's, as in 640 x 640
 * @param boxes labels counted
 * @param lost those that nothing is trained towards
 * @param bySize rows with "size", "boxes", "lost" and the reasons
 * @param byClass rows with "name" and the same
 */
public record CoverageResult(
    String scheme,
    String inputSize,
    long boxes,
    long lost,
    List<ResultRow> bySize,
    List<ResultRow> byClass) {
  private static final String SCHEMA = "boxmill-coverage/1";

  public CoverageResult {
    bySize = List.copyOf(bySize);
    byClass = List.copyOf(byClass);
  }

  /**
   * {@return what a {@code coverage.json} holds}
   *
   * @param json the file's text
   * @param source the file's path, for messages
   * @throws UserException when the text is not JSON of this schema
   */
  public static CoverageResult parse(String json, String source) {
    JsonNode root = Json.parse(json, source);
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new UserException(
          source + ": schema '" + schema + "', expected '" + SCHEMA + "'; audit again");
    }
    return new CoverageResult(
        root.path("scheme").asText(),
        root.path("inputSize").path(0).asInt() + " x " + root.path("inputSize").path(1).asInt(),
        root.path("boxes").asLong(),
        root.path("lost").asLong(),
        ResultRow.rows(root.path("bySize")),
        ResultRow.rows(root.path("byClass")));
  }

  /** Tables by size and by class. */
  List<TableView> tables() {
    String what = " by " + scheme + " at " + inputSize + " pixels";
    return List.of(
        table("size", "Size", "Labels without an anchor, by size," + what, bySize),
        table("name", "Class", "Labels without an anchor, by class," + what, byClass));
  }

  private static TableView table(String key, String name, String caption, List<ResultRow> rows) {
    return TableView.of(ResultRow.class)
        .text(name, r -> r.text(key))
        .count("Labels", "", r -> r.number("boxes"))
        .column(
            "Lost",
            "share that nothing is trained towards",
            r -> TableView.Cell.percent(r.number("lost") / Math.max(1, r.number("boxes"))))
        .count("Collision", "others took every anchor", r -> r.number("collision"))
        .count("Too small", "no cell inside, or below every anchor", r -> r.number("tooSmall"))
        .count("Shape", "no anchor is near its shape", r -> r.number("shape"))
        .count("Invalid", "no area, or centre outside", r -> r.number("invalid"))
        .rows(caption, rows);
  }
}
