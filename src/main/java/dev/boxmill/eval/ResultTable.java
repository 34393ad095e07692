package dev.boxmill.eval;

import java.util.List;

/**
 * Rows of a result beside its headline numbers; written to metrics.json and as CSV.
 *
 * @param name unique in the protocol, a file name's worth: letters, digits and dashes
 * @param columns their names
 * @param rows a value a column: a String, an Integer, a Long or a Double (-1: undefined)
 */
public record ResultTable(String name, List<String> columns, List<List<Object>> rows) {
  public ResultTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
