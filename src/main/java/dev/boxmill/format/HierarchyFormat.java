package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.data.Hierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Open Images' class hierarchy, as in bbox_labels_600_hierarchy.json: an object with "LabelName", a
 * string, and "Subcategory", an array of such objects. "Part" (a car has wheels) and all else is
 * skipped: a part is no kind of the whole. A label may stand in several places.
 */
public final class HierarchyFormat {
  /** Deeper nesting is taken for a mistake; Open Images has five levels. */
  static final int MAX_DEPTH = 64;

  private final JsonCursor json;
  private final Map<String, Set<String>> parents = new HashMap<>();

  private HierarchyFormat(JsonCursor json) {
    this.json = json;
  }

  /**
   * Reads a whole file.
   *
   * @param source the JSON
   * @return the labels with their subcategories, free of circles
   * @throws dev.boxmill.error.UserException naming the file and the place when it is malformed
   */
  public static Hierarchy read(Source source) {
    try (JsonCursor json = new JsonCursor(source)) {
      HierarchyFormat reading = new HierarchyFormat(json);
      json.expect(
          json.next(),
          JsonToken.START_OBJECT,
          "no JSON object; give one with LabelName and Subcategory, as Open Images' hierarchy");
      reading.label(1);
      json.end();
      Hierarchy hierarchy = Hierarchy.of(reading.parents);
      hierarchy
          .circle()
          .ifPresent(
              label -> {
                throw json.fail(
                    "'" + label + "' is among its own subcategories; take it out there");
              });
      return hierarchy;
    }
  }

  /** The label of the object that we are in; leaves it. */
  private String label(int depth) {
    if (depth > MAX_DEPTH) {
      throw json.fail("labels nested more than " + MAX_DEPTH + " deep; give a flatter hierarchy");
    }
    int line = json.line();
    long column = json.column();
    String label = null;
    List<String> narrower = new ArrayList<>();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "LabelName" -> label = json.text(key);
        case "Subcategory" -> {
          json.expect(
              json.next(), JsonToken.START_ARRAY, "'Subcategory' is not an array; give a list");
          for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
            json.expect(
                t, JsonToken.START_OBJECT, "an entry of 'Subcategory' is no object with LabelName");
            narrower.add(label(depth + 1));
          }
        }
        default -> json.skipValue();
      }
    }
    if (label == null) {
      throw json.fail(line, column, "a class has no 'LabelName'; add it");
    }
    for (String child : narrower) {
      parents.computeIfAbsent(child, c -> new HashSet<>()).add(label);
    }
    return label;
  }
}
