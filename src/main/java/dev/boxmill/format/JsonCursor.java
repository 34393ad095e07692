package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Walks through a JSON file without building a tree. Every mistake becomes a UserException with
 * file, line and column.
 */
final class JsonCursor implements AutoCloseable {
  /**
   * NaN and Infinity, which Python writes, get a message of their own instead of a syntax error.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final ObjectMapper TREES = new ObjectMapper();

  /** Where a bracket was opened, which Jackson says in its own notation, and further lines. */
  private static final Pattern JACKSONS_ASIDE = Pattern.compile("(?s) \\(start marker.*|\n.*");

  private final String file;
  private final InputStream stream;
  private final JsonParser parser;
  private boolean broken;

  JsonCursor(Source source) {
    file = source.name();
    try {
      stream = source.open();
      parser = FACTORY.createParser(stream);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The next key of the object we are in, or null behind its last one. */
  String nextKey() {
    try {
      return parser.nextFieldName();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Moves to a key's value and over it. */
  void skipValue() {
    try {
      parser.nextToken();
      parser.skipChildren();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The value that begins at the current token, as a tree; for records of bounded size. */
  JsonNode tree() {
    try {
      return TREES.readTree(parser);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Number of open brackets. */
  int depth() {
    int depth = 0;
    for (JsonStreamContext c = parser.getParsingContext(); !c.inRoot(); c = c.getParent()) {
      depth++;
    }
    return depth;
  }

  /** Moves over all that is left of the value that opened the so manieth bracket. */
  void leave(int bracket) {
    while (depth() >= bracket) {
      next();
    }
  }

  /** Whether the file itself is damaged, so that nothing more can be read from it. */
  boolean broken() {
    return broken;
  }

  /** Fails unless the file ends here. */
  void end() {
    JsonToken token = next();
    if (token != null) {
      throw fail("more JSON behind the end; keep one value in the file");
    }
  }

  void expect(JsonToken actual, JsonToken wanted, String what) {
    if (actual != wanted) {
      throw fail(what);
    }
  }

  long integer(String field) {
    next();
    return wholeNumber(field);
  }

  private long wholeNumber(String field) {
    JsonToken token = parser.currentToken();
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        double value = parser.getDoubleValue();
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
          return (long) value;
        }
      }
    } catch (JsonProcessingException e) {
      throw fail("'" + field + "' is " + brief() + ", beyond 64 bits; give a smaller whole number");
    } catch (IOException e) {
      throw broken(e);
    }
    throw fail("'" + field + "' is " + brief() + "; give a whole number");
  }

  int integer32(String field) {
    long value = integer(field);
    if (value != (int) value) {
      throw fail("'" + field + "' is " + value + ", beyond 32 bits; give a smaller number");
    }
    return (int) value;
  }

  double number(String field) {
    return finite(next(), field);
  }

  /** The current token as a number. */
  double finite(JsonToken token, String field) {
    if (token == null || !token.isNumeric()) {
      throw fail(quoted(field) + " is " + brief() + "; give a number");
    }
    double value;
    try {
      value = parser.getDoubleValue();
    } catch (IOException e) {
      throw broken(e);
    }
    if (!Double.isFinite(value)) {
      throw fail(quoted(field) + " is " + brief() + "; give a finite number");
    }
    return value;
  }

  String text(String field) {
    if (next() != JsonToken.VALUE_STRING) {
      throw fail("'" + field + "' is " + brief() + "; give a string");
    }
    return currentText();
  }

  /** A field's name in quotes, unless something with quotes goes before it. */
  private static String quoted(String field) {
    return field.endsWith("'") ? field : "'" + field + "'";
  }

  /** The current token, a string. */
  String currentText() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** An array of whole numbers. */
  long[] integers(String field) {
    LongStream.Builder values = LongStream.builder();
    elements(field, "whole numbers", () -> values.add(wholeNumber(field)));
    return values.build().toArray();
  }

  /** An array of strings. */
  List<String> texts(String field) {
    List<String> values = new ArrayList<>();
    elements(
        field,
        "strings",
        () -> {
          expect(
              parser.currentToken(),
              JsonToken.VALUE_STRING,
              quoted(field) + " holds " + brief() + "; give strings");
          values.add(currentText());
        });
    return values;
  }

  private void elements(String field, String what, Runnable element) {
    if (next() != JsonToken.START_ARRAY) {
      throw fail("'" + field + "' is " + brief() + "; give an array of " + what);
    }
    while (next() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  /** 0, 1, false or true. */
  boolean flag(String field) {
    JsonToken token = next();
    try {
      if (token != null && token.isBoolean()) {
        return token == JsonToken.VALUE_TRUE;
      }
      if (token == JsonToken.VALUE_NUMBER_INT && (parser.getLongValue() & ~1L) == 0) {
        return parser.getLongValue() == 1;
      }
    } catch (IOException e) {
      throw broken(e);
    }
    throw fail("'" + field + "' is " + brief() + "; give 0 or 1");
  }

  /** Left, top, width and height; the sizes must not be negative. */
  void box(String field, double... box) {
    box(field, false, box);
  }

  /** The same; false for an empty array where that will do. */
  boolean box(String field, boolean mayBeEmpty, double... box) {
    if (next() != JsonToken.START_ARRAY) {
      throw fail("'" + field + "' is " + brief() + "; give [left, top, width, height]");
    }
    for (int i = 0; i < 4; i++) {
      JsonToken token = next();
      if (token == JsonToken.END_ARRAY && i == 0 && mayBeEmpty) {
        return false;
      }
      if (token == JsonToken.END_ARRAY) {
        throw fail("'" + field + "' has " + i + " numbers; give [left, top, width, height]");
      }
      box[i] = finite(token, field);
      if (i >= 2 && box[i] < 0) {
        throw fail(
            "'" + field + "' has a negative size " + box[i] + "; give [left, top, width, height]");
      }
    }
    if (next() != JsonToken.END_ARRAY) {
      throw fail("'" + field + "' has more than 4 numbers; give [left, top, width, height]");
    }
    return true;
  }

  int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Beyond 32 bits, where Jackson's own count ends, right on the first line only. */
  long column() {
    JsonLocation at = parser.currentTokenLocation();
    boolean far = at.getLineNr() == 1 && at.getByteOffset() >= Integer.MAX_VALUE;
    return far ? at.getByteOffset() + 1 : at.getColumnNr();
  }

  /** An error at the current token. */
  UserException fail(String what) {
    return fail(line(), column(), what);
  }

  UserException fail(String what, Exception cause) {
    return new UserException(file + ":" + line() + ":" + column() + ": " + what, cause);
  }

  UserException fail(int line, long column, String what) {
    return new UserException(file + ":" + line + ":" + column + ": " + what);
  }

  /** The current token, cut to a length fit for a message. */
  String brief() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "missing (the file ends)";
    }
    if (token == JsonToken.START_ARRAY) {
      return "an array";
    }
    if (token == JsonToken.START_OBJECT) {
      return "an object";
    }
    try {
      String text = parser.getText();
      String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
      return token == JsonToken.VALUE_STRING ? '"' + shown + '"' : shown;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private UserException broken(IOException e) {
    broken = true;
    if (e instanceof JsonProcessingException syntax) {
      JsonLocation at = syntax.getLocation();
      String what = JACKSONS_ASIDE.matcher(syntax.getOriginalMessage()).replaceFirst("");
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      return new UserException(
          file + place + ": malformed JSON: " + what + "; repair or write the file again", e);
    }
    return unreadable(e);
  }

  private UserException unreadable(IOException e) {
    return new UserException(file + ": cannot be read (" + e + "); check path and rights", e);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
