package dev.boxmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a user knows of models: a CSV table, or a JSON array of objects, each with a name. */
final class ModelFacts {
  private ModelFacts() {}

  /**
   * Facts by name; what a row leaves empty is not in it.
   *
   * @throws UserException when the file cannot be read, a row has no name, or a fact is no number
   */
  static Map<String, Map<String, Object>> read(Path file) {
    String what = "--facts " + file;
    Map<String, Map<String, Object>> facts = new TreeMap<>();
    for (Map<String, String> row : rows(what, file)) {
      String name = row.getOrDefault("name", "");
      if (name.isEmpty()) {
        throw new UserException(what + ": a row has no name; name the result or model it is about");
      }
      Map<String, Object> known = new LinkedHashMap<>();
      if (!row.getOrDefault(LeaderboardEntry.MODEL, "").isEmpty()) {
        known.put(LeaderboardEntry.MODEL, row.get(LeaderboardEntry.MODEL));
      }
      for (String fact : LeaderboardEntry.FACTS) {
        String text = row.getOrDefault(fact, "");
        if (!text.isEmpty()) {
          known.put(fact, number(what, name, fact, text));
        }
      }
      if (facts.put(name, known) != null) {
        throw new UserException(what + ": two rows are named " + name + "; keep one");
      }
    }
    return facts;
  }

  private static double number(String what, String name, String fact, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw noNumber(what, name, fact, text, e);
    }
    throw noNumber(what, name, fact, text, null);
  }

  private static UserException noNumber(
      String what, String name, String fact, String text, Exception cause) {
    return new UserException(
        what + ": " + fact + " of " + name + " is '" + text + "'; give a number", cause);
  }

  private static List<Map<String, String>> rows(String what, Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UserException(what + ": cannot be read as UTF-8 text; check the path", e);
    }
    List<Map<String, String>> rows = new ArrayList<>();
    if (text.stripLeading().startsWith("[")) {
      JsonNode all = json(what, text);
      for (JsonNode object : all) {
        Map<String, String> row = new LinkedHashMap<>();
        object.fields().forEachRemaining(f -> row.put(f.getKey(), f.getValue().asText("")));
        rows.add(row);
      }
      return rows;
    }
    List<List<String>> table = Csv.parse(what, text);
    for (List<String> cells : table.subList(1, table.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int c = 0; c < cells.size(); c++) {
        row.put(table.get(0).get(c).strip(), cells.get(c).strip());
      }
      rows.add(row);
    }
    return rows;
  }

  private static JsonNode json(String what, String text) {
    try {
      return RunFacts.JSON.readTree(text);
    } catch (IOException e) {
      throw new UserException(what + ": not JSON; give an array of objects", e);
    }
  }
}
