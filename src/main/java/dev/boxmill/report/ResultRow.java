package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a table that evaluate wrote.
 *
 * @param cells numbers as {@link Double}, all else as {@link String}; in the table's order
 */
public record ResultRow(Map<String, Object> cells) {

  public ResultRow {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells)); // keeps the order
  }

  /** The rows of an array of objects; what is no object is passed over. */
  static List<ResultRow> rows(JsonNode array) {
    List<ResultRow> rows = new ArrayList<>();
    for (JsonNode object : array) {
      if (object.isObject()) {
        Map<String, Object> cells = new LinkedHashMap<>();
        object
            .fields()
            .forEachRemaining(
                f ->
                    cells.put(
                        f.getKey(),
                        f.getValue().isNumber()
                            ? (Object) f.getValue().asDouble()
                            : f.getValue().asText()));
        rows.add(new ResultRow(cells));
      }
    }
    return List.copyOf(rows);
  }

  /** A number, -1 where it is undefined or absent. */
  double number(String column) {
    return cells.get(column) instanceof Double number ? number : -1;
  }

  /** A number that may well be negative; NaN where it is unknown. */
  double signed(String column) {
    return cells.get(column) instanceof Double number ? number : Double.NaN;
  }

  /** Several numbers, to four decimals: below what a screen shows. */
  double[] numbers(String... columns) {
    return Arrays.stream(columns).mapToDouble(c -> Math.round(1e4 * number(c)) / 1e4).toArray();
  }

  /** A text; empty where it is absent. */
  String text(String column) {
    Object value = cells.get(column);
    return value instanceof Double number
        ? Format.plain(number)
        : value == null ? "" : value.toString();
  }
}
