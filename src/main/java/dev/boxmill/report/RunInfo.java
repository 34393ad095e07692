package dev.boxmill.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a job wrote about itself ({@code _run.json}, schema "boxmill-run/1").
 *
 * @param source the result folder or file, as the user named it
 * @param job "detect", "evaluate", "anchors"
 * @param version BoxMill's version that ran
 * @param startedAt ISO-8601, or empty
 * @param seconds wall clock, or NaN
 * @param options option names without dashes, in the file's order
 * @param facts what the job found out, in the file's order
 */
public record RunInfo(
    String source,
    String job,
    String version,
    String startedAt,
    double seconds,
    Map<String, Object> options,
    Map<String, Object> facts) {
  private static final String SCHEMA = "boxmill-run/1";

  /** Reads the text of a {@code _run.json}. */
  static RunInfo parse(String json, String source) {
    JsonNode root = Json.parse(json, source);
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new UserException(
          source + ": schema '" + schema + "', expected '" + SCHEMA + "'; run the job again");
    }
    return new RunInfo(
        source,
        root.path("job").asText(),
        root.path("version").asText(),
        root.path("startedAt").asText(),
        root.path("seconds").asDouble(Double.NaN),
        map(root.path("options")),
        map(root.path("facts")));
  }

  private static Map<String, Object> map(JsonNode node) {
    return node.isObject()
        ? Json.MAPPER.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {})
        : Map.of();
  }

  /** A fact that is a number. */
  OptionalDouble number(String fact) {
    return facts.get(fact) instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  /** A fact as text; absent when it is null or blank. */
  Optional<String> text(String fact) {
    return Optional.ofNullable(facts.get(fact)).map(Object::toString).filter(t -> !t.isBlank());
  }
}
