package dev.boxmill.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.boxmill.error.UserException;
import java.io.IOException;
import java.io.InputStream;

/** A streaming JSON parser whose complaints name file, line and column. */
final class JsonReading implements AutoCloseable {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_TEXT = 100_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .build();

  private final String source;
  private final JsonParser parser;

  JsonReading(InputStream in, String source) {
    this.source = source;
    try {
      parser = FACTORY.createParser(in);
    } catch (IOException e) {
      throw malformed(e, null);
    }
  }

  JsonToken next() {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw wrong("the file ends too early; is it complete?");
      }
      return token;
    } catch (IOException e) {
      throw malformed(e, parser.currentLocation());
    }
  }

  /** The next key of an object, or null at its end. */
  String nextKey() {
    JsonToken token = next();
    if (token == JsonToken.END_OBJECT) {
      return null;
    }
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw malformed(e, parser.currentLocation());
    }
  }

  /** Moves past the value that comes next. */
  void skipValue() {
    next();
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw malformed(e, parser.currentLocation());
    }
    if (parser.currentToken() == JsonToken.START_ARRAY
        || parser.currentToken() == JsonToken.START_OBJECT) {
      throw wrong("the file ends too early; is it complete?");
    }
  }

  void expect(JsonToken token, String what) {
    if (next() != token) {
      throw wrong("expected " + what);
    }
  }

  /** A finite number; {@code what} names it in errors. */
  double number(String what) {
    JsonToken token = next();
    try {
      if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
        double value = parser.getDoubleValue();
        if (Double.isFinite(value)) {
          return value;
        }
      }
      throw wrong("\"" + what + "\" is " + shorten(parser.getText()) + "; give a finite number");
    } catch (IOException e) {
      throw malformed(e, parser.currentLocation());
    }
  }

  long integer(String what) {
    JsonToken token = next();
    try {
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getLongValue();
      }
      if (token == JsonToken.VALUE_NUMBER_FLOAT
          && parser.getDoubleValue() == Math.rint(parser.getDoubleValue())
          && Math.abs(parser.getDoubleValue()) < 1L << 53) {
        return (long) parser.getDoubleValue();
      }
      throw wrong("\"" + what + "\" is " + shorten(parser.getText()) + "; give an integer");
    } catch (IOException e) {
      throw malformed(e, parser.currentLocation());
    }
  }

  int smallInteger(String what) {
    long value = integer(what);
    if (value != (int) value) {
      throw wrong("\"" + what + "\" is " + value + "; give an integer of 32 bits");
    }
    return (int) value;
  }

  String text(String what) {
    JsonToken token = next();
    try {
      if (token == JsonToken.VALUE_STRING) {
        return parser.getText();
      }
      throw wrong("\"" + what + "\" is " + shorten(parser.getText()) + "; give a text");
    } catch (IOException e) {
      throw malformed(e, parser.currentLocation());
    }
  }

  /** An array of exactly four numbers: left, top, width and height, the last two not negative. */
  void box(double[] box) {
    expect(JsonToken.START_ARRAY, "\"bbox\" as [x, y, width, height]");
    for (int i = 0; i < 4; i++) {
      box[i] = number("bbox");
    }
    expect(JsonToken.END_ARRAY, "four numbers in \"bbox\"");
    if (box[2] < 0 || box[3] < 0) {
      throw wrong("\"bbox\" has a negative size; give [x, y, width, height]");
    }
  }

  UserException wrong(String reason) {
    return new UserException(source + at(parser.currentTokenLocation()) + ": " + reason);
  }

  private UserException malformed(IOException e, JsonLocation location) {
    if (e instanceof JsonProcessingException json) {
      // Jackson goes on about the source's own settings.
      String reason =
          json.getOriginalMessage().lines().findFirst().orElse("").replaceFirst(" \\(for .*", "");
      JsonLocation where = json.getLocation() == null ? location : json.getLocation();
      return new UserException(source + at(where) + ": malformed JSON: " + shorten(reason), e);
    }
    return new UserException(source + ": cannot be read (" + e.getMessage() + ")", e);
  }

  private static String at(JsonLocation location) {
    return location == null ? "" : ":" + location.getLineNr() + ":" + location.getColumnNr();
  }

  private static String shorten(String text) {
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw malformed(e, null);
    }
  }
}
