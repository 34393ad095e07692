package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonToken;
import dev.boxmill.error.UserException;
import java.util.function.Consumer;

/** The names of images in a list, in the list's order, as they stand there. */
public final class ImagePaths {
  /** Columns that hold them, the first that there is. */
  private static final String[] COLUMNS = {"path", "file_name"};

  private ImagePaths() {}

  /**
   * One name a line; blank lines are passed over.
   *
   * @param source UTF-8
   * @param to takes each name without space around it
   */
  public static void text(Source source, Consumer<String> to) {
    try (TextLines lines = new TextLines(source)) {
      for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
        to.accept(line.strip());
      }
    }
  }

  /**
   * The column {@code path}, else {@code file_name}, of a CSV file with a header.
   *
   * @param source UTF-8 with a header line
   * @param to takes each name as it stands there
   * @throws UserException when it has neither
   */
  public static void csv(Source source, Consumer<String> to) {
    try (CsvTable table = new CsvTable(source).header()) {
      String column = table.has(COLUMNS[0]) ? COLUMNS[0] : COLUMNS[1];
      if (!table.has(column)) {
        throw new UserException(
            source.name() + ": no column 'path' or 'file_name'; name it in the first line");
      }
      while (table.next()) {
        try {
          table.requireWidth();
        } catch (UserException e) {
          throw table.fail(e.getMessage());
        }
        if (table.get(column).isEmpty()) {
          throw table.fail("the " + column + " is empty; give one a row");
        }
        to.accept(table.get(column));
      }
    }
  }

  /**
   * {@code images[].file_name} of a COCO file; the rest may be there or not.
   *
   * @param source the JSON
   * @param to takes each name as it stands there
   * @throws UserException when there is no list of images, or one has no name
   */
  public static void coco(Source source, Consumer<String> to) {
    try (JsonCursor json = new JsonCursor(source)) {
      json.expect(
          json.next(), JsonToken.START_OBJECT, "no JSON object; give a COCO file with images");
      boolean there = false;
      for (String key = json.nextKey(); key != null; key = json.nextKey()) {
        if (!key.equals("images")) {
          json.skipValue();
          continue;
        }
        there = true;
        json.expect(json.next(), JsonToken.START_ARRAY, "'images' is no array; give one");
        for (JsonToken t = json.next(); t != JsonToken.END_ARRAY; t = json.next()) {
          json.expect(
              t, JsonToken.START_OBJECT, "an image is no object; give {\"file_name\": ...}");
          to.accept(fileName(json));
        }
      }
      if (!there) {
        throw json.fail("'images' is missing; give a COCO file");
      }
      json.end();
    }
  }

  private static String fileName(JsonCursor json) {
    String name = null;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      if (key.equals("file_name")) {
        name = json.text(key);
      } else {
        json.skipValue();
      }
    }
    if (name == null) {
      throw json.fail("an image has no file_name; give it one");
    }
    return name;
  }
}
