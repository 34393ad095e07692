package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of classes by id, from a file: COCO JSON (its "categories", or such an array alone), or
 * text with a name a line, numbered from 1, or with numbers of its own as in {@code 0: person}.
 * Empty lines and those that begin with # do not count.
 */
public final class ClassNames {
  private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})\\s*:\\s*(.+)");

  private ClassNames() {}

  /**
   * Reads a whole file.
   *
   * @param source JSON when it begins with a brace or bracket, else text
   * @return names by id, ascending; at least one
   * @throws UserException naming the file and the place when it is malformed, empty, or has an id
   *     twice
   */
  public static Map<Integer, String> read(Source source) {
    Map<Integer, String> names = new TreeMap<>();
    int first = firstSign(source);
    if (first == '{' || first == '[') {
      try (JsonCursor json = new JsonCursor(source)) {
        if (json.next() == JsonToken.START_ARRAY) {
          categories(json, names);
        } else {
          for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("categories")) {
              json.expect(json.next(), JsonToken.START_ARRAY, "'categories' is not an array");
              categories(json, names);
            } else {
              json.skipValue();
            }
          }
        }
      }
    } else {
      lines(source, names);
    }
    if (names.isEmpty()) {
      throw new UserException(
          source.name() + ": names no class; give names, one a line, or COCO categories");
    }
    return names;
  }

  private static int firstSign(Source source) {
    try (InputStream in = source.open()) {
      int sign = in.read();
      while (sign >= 0 && Character.isWhitespace(sign)) {
        sign = in.read();
      }
      return sign;
    } catch (IOException e) {
      throw new UserException(source.name() + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static void categories(JsonCursor json, Map<Integer, String> names) {
    int n = 0;
    for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
      json.expect(t, JsonToken.START_OBJECT, "category " + n + " is not an object");
      Integer id = null;
      String name = null;
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        switch (key) {
          case "id" -> id = json.integer32(key);
          case "name" -> name = json.text(key);
          default -> json.skipValue();
        }
      }
      if (id == null || name == null) {
        throw json.fail("category " + n + " needs both 'id' and 'name'");
      }
      if (names.put(id, name) != null) {
        throw json.fail("category id " + id + " comes twice; ids must differ");
      }
      n++;
    }
  }

  private static void lines(Source source, Map<Integer, String> names) {
    int next = 1;
    for (TextLine line : TextLine.of(source)) {
      Matcher numbered = NUMBERED.matcher(line.text());
      boolean own = numbered.matches();
      int id = own ? Integer.parseInt(numbered.group(1)) : next++;
      if (names.put(id, own ? numbered.group(2) : line.text()) != null) {
        throw new UserException(
            line.place() + ": class " + id + " comes twice; number all lines or none");
      }
    }
  }
}
