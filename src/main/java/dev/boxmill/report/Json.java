package dev.boxmill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.boxmill.error.InternalException;
import dev.boxmill.error.UserException;

/** Reading results, and writing JSON that may stand inside a {@code <script>} element. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectMapper IN_SCRIPT = new ObjectMapper();

  static {
    IN_SCRIPT.getFactory().setCharacterEscapes(new ScriptEscapes());
  }

  private Json() {}

  /** Parses a text that a job wrote; a mistake names the file and the place. */
  static JsonNode parse(String json, String source) {
    JsonNode root = parseAny(json, source);
    if (root == null || !root.isObject()) {
      throw new UserException(source + ": not a JSON object; give what a BoxMill job wrote");
    }
    return root;
  }

  /** The same for a list. */
  static JsonNode parseArray(String json, String source) {
    JsonNode root = parseAny(json, source);
    if (root == null || !root.isArray()) {
      throw new UserException(source + ": not a JSON array; give what a BoxMill job wrote");
    }
    return root;
  }

  private static JsonNode parseAny(String json, String source) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line " + e.getLocation().getLineNr() + ", column " + column(e);
      throw new UserException(
          source + ": not JSON" + place + " (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static int column(JsonProcessingException e) {
    return e.getLocation().getColumnNr();
  }

  /** Compact JSON without any character that HTML's tokenizer reacts to. */
  static String inScript(Object value) {
    try {
      return IN_SCRIPT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new InternalException("a section's data is no JSON", e);
    }
  }

  /** Escapes {@code < > &} and the two line separators that old script parsers choke on. */
  private static final class ScriptEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] ascii = standardAsciiEscapesForJSON();

    ScriptEscapes() {
      for (char c : new char[] {'<', '>', '&'}) {
        ascii[c] = ESCAPE_STANDARD;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return c == 0x2028 || c == 0x2029 ? new SerializedString(String.format("\\u%04x", c)) : null;
    }
  }
}
