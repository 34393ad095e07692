package dev.boxmill.head;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/** Reads one JSON object and names file, key and expectation in every complaint. */
final class JsonKeys {
  private final JsonNode node;
  private final String source;
  private final String prefix;

  JsonKeys(JsonNode node, String source, String prefix) {
    this.node = node;
    this.source = source;
    this.prefix = prefix;
  }

  UserException wrong(String key, String expected) {
    JsonNode value = node.get(key);
    String is = value == null ? "is missing" : "is " + shorten(value.toString());
    return new UserException(source + ": \"" + prefix + key + "\" " + is + "; give " + expected);
  }

  private static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  boolean has(String key) {
    JsonNode value = node.get(key);
    return value != null && !value.isNull();
  }

  JsonKeys object(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isObject()) {
      throw wrong(key, "an object");
    }
    return new JsonKeys(value, source, prefix + key + ".");
  }

  String text(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw wrong(key, "a text");
    }
    return value.textValue();
  }

  double number(String key, String expected, DoublePredicate valid) {
    JsonNode value = node.get(key);
    if (value == null || !value.isNumber() || !valid.test(value.doubleValue())) {
      throw wrong(key, expected);
    }
    return value.doubleValue();
  }

  int integer(String key, int least) {
    String expected = "an integer of at least " + least;
    return (int) number(key, expected, v -> v == Math.rint(v) && v >= least && v < 1e9);
  }

  /** An array of numbers; any length where {@code length} is 0. */
  double[] numbers(String key, int length, DoublePredicate valid, String expected) {
    JsonNode value = node.get(key);
    if (value == null || !value.isArray() || (length > 0 && value.size() != length)) {
      throw wrong(key, expected);
    }
    double[] numbers = new double[value.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = value.get(i);
      if (!number.isNumber() || !valid.test(number.doubleValue())) {
        throw wrong(key, expected);
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }

  List<String> texts(String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isArray() || value.isEmpty()) {
      throw wrong(key, "a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : value) {
      if (!text.isTextual()) {
        throw wrong(key, "a list of texts");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  ObjectNode copy() {
    return (ObjectNode) node.deepCopy();
  }

  JsonNode raw(String key) {
    return node.get(key);
  }
}
