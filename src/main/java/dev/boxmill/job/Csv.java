package dev.boxmill.job;

import dev.boxmill.eval.ResultTable;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as RFC 4180 has them, with a line feed alone at the ends of lines. */
final class Csv {
  private Csv() {}

  static String of(ResultTable table) {
    StringBuilder text = new StringBuilder(line(table.columns()));
    table.rows().forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<?> values) {
    return values.stream().map(v -> field(String.valueOf(v))).collect(Collectors.joining(","))
        + "\n";
  }

  private static String field(String value) {
    return value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + value.replace("\"", "\"\"") + '"'
        : value;
  }
}
