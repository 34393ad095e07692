package dev.boxmill.format;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A CSV file by rows: commas, quotes doubled within quotes, one row a line. */
final class CsvTable implements AutoCloseable {
  private final TextLines lines;
  private final Map<String, Integer> columns = new HashMap<>();
  private List<String> header = List.of();
  private List<String> row = List.of();

  CsvTable(Source source) {
    lines = new TextLines(source);
  }

  /** Takes the first row as the columns' names. */
  CsvTable header() {
    if (next()) {
      if (row == null) {
        throw fail("a quote among the column names is not closed; close it");
      }
      header = row;
      for (int i = 0; i < row.size(); i++) {
        columns.putIfAbsent(row.get(i).strip(), i);
      }
    }
    return this;
  }

  boolean has(String... names) {
    return columns.keySet().containsAll(List.of(names));
  }

  /** Moves to the next row that is not blank; false behind the last. */
  boolean next() {
    String line = lines.nextFilled();
    if (line == null) {
      return false;
    }
    row = split(line);
    return true;
  }

  /** Fails unless the row has as many fields as the header. */
  void requireWidth() {
    if (row == null) {
      throw new UserException("a quote is not closed; close it");
    }
    if (row.size() != header.size()) {
      throw new UserException(
          row.size() + " fields under " + header.size() + " column names; give one a column");
    }
  }

  /** A field of the row, or the empty string where there is no such column. */
  String get(String column) {
    Integer index = columns.get(column);
    return index == null ? "" : row.get(index).strip();
  }

  /** The row's fields; null when a quote is left open. */
  List<String> row() {
    return row;
  }

  UserException fail(String what) {
    return lines.fail(what);
  }

  /** The fields of a line; null when a quote is left open. */
  static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return quoted ? null : fields;
  }

  /** A field as it has to be written. */
  static String quoted(String field) {
    if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
      throw new UserException(
          "'"
              + Numbers.brief(field.strip())
              + "' has a line end, which CSV here cannot hold; rename it");
    }
    boolean needed =
        field.indexOf(',') >= 0 || field.indexOf('"') >= 0 || !field.equals(field.strip());
    return needed ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  @Override
  public void close() {
    lines.close();
  }
}
