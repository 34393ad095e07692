package dev.boxmill.job;

import dev.boxmill.error.UserException;
import dev.boxmill.eval.ResultTable;
import java.util.ArrayList;
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

  /**
   * Reads a table with a header; every row as wide as the header. A byte order mark is skipped.
   *
   * @param what how messages name it
   * @throws UserException when it is empty, or a row is shorter or longer than the header
   */
  static List<List<String>> parse(String what, String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = text.startsWith("\uFEFF") ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        boolean escaped = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        quoted = c != '"' || escaped;
        if (quoted) {
          field.append(c);
        }
        i += escaped ? 1 : 0;
      } else if (c == '"') {
        quoted = true;
        begun = true;
      } else if (c == ',') {
        row.add(field.toString());
        field.setLength(0);
        begun = true;
      } else if (c == '\n') {
        end(what, rows, row, field, begun);
        row = new ArrayList<>();
        begun = false;
      } else if (c != '\r') {
        field.append(c);
        begun = true;
      }
    }
    end(what, rows, row, field, begun);
    if (rows.isEmpty()) {
      throw new UserException(what + ": is empty; give a table with a header");
    }
    return rows;
  }

  private static void end(
      String what, List<List<String>> rows, List<String> row, StringBuilder field, boolean begun) {
    if (!begun) {
      return;
    }
    row.add(field.toString());
    field.setLength(0);
    if (!rows.isEmpty() && row.size() != rows.get(0).size()) {
      throw new UserException(
          what
              + ": row "
              + rows.size()
              + " has "
              + row.size()
              + " fields, the header "
              + rows.get(0).size()
              + "; repair the table");
    }
    rows.add(row);
  }
}
