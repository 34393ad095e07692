package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One protocol's part of {@code metrics.json}.
 *
 * @param protocol "coco", ...
 * @param values statistics by the file's keys, in the file's order; -1 where undefined
 * @param tables all else by name, "perClass" too
 */
public record ProtocolMetrics(
    String protocol, Map<String, Double> values, Map<String, List<ResultRow>> tables) {

  /** Stands for a protocol that did not run. */
  static final ProtocolMetrics NONE = new ProtocolMetrics("", Map.of(), Map.of());

  /** The numbers a class that COCO's protocols and those like it write. */
  List<ClassMetrics> perClass() {
    return rows("perClass").stream().map(ClassMetrics::of).toList();
  }

  /** A table's rows, none where it is absent. */
  List<ResultRow> rows(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** Whether this is mean average precision as a share, so that it may head the page. */
  boolean isAveragePrecision() {
    return values.containsKey("AP") && !protocol.equals("tide"); // which has it of a hundred
  }

  /** A statistic, -1 where it is undefined or absent. */
  double value(String key) {
    return values.getOrDefault(key, -1.0);
  }

  /** Reads {@code metrics.json}: one object a protocol. */
  static List<ProtocolMetrics> parse(String json, String source) {
    List<ProtocolMetrics> protocols = new ArrayList<>();
    Json.parse(json, source)
        .fields()
        .forEachRemaining(
            e -> {
              if (!e.getKey().equals("warnings")) { // the report takes them from _run.json
                protocols.add(protocol(e.getKey(), e.getValue(), source));
              }
            });
    if (protocols.isEmpty()) {
      throw new UserException(source + ": holds no protocol; run evaluate again");
    }
    return List.copyOf(protocols);
  }

  private static ProtocolMetrics protocol(String name, JsonNode node, String source) {
    if (!node.isObject()) {
      throw new UserException(source + ": '" + name + "' is not an object; run evaluate again");
    }
    Map<String, Double> values = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            e -> {
              if (e.getValue().isNumber()) {
                values.put(e.getKey(), e.getValue().asDouble());
              }
            });
    Map<String, List<ResultRow>> tables = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            e -> {
              if (e.getValue().isArray()) {
                tables.put(e.getKey(), ResultRow.rows(e.getValue()));
              }
            });
    return new ProtocolMetrics(name, values, tables);
  }
}
