package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One protocol's part of {@code metrics.json}.
 *
 * @param protocol "coco", ...
 * @param values statistics by the file's keys, in the file's order; -1 where undefined
 * @param perClass in the file's order
 */
public record ProtocolMetrics(
    String protocol, Map<String, Double> values, List<ClassMetrics> perClass) {

  /** A statistic, -1 where it is undefined or absent. */
  public double value(String key) {
    return values.getOrDefault(key, -1.0);
  }

  /** Reads {@code metrics.json}: one object a protocol. */
  static List<ProtocolMetrics> parse(String json, String source) {
    List<ProtocolMetrics> protocols = new ArrayList<>();
    Json.parse(json, source)
        .fields()
        .forEachRemaining(
            e -> {
              if (!e.getKey().equals("warnings")) { // the report takes them from _run.json
                protocols.add(protocol(e.getKey(), e.getValue(), source));
              }
            });
    if (protocols.isEmpty()) {
      throw new UserException(source + ": holds no protocol; run evaluate again");
    }
    return List.copyOf(protocols);
  }

  private static ProtocolMetrics protocol(String name, JsonNode node, String source) {
    if (!node.isObject()) {
      throw new UserException(source + ": '" + name + "' is not an object; run evaluate again");
    }
    Map<String, Double> values = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            e -> {
              if (e.getValue().isNumber()) {
                values.put(e.getKey(), e.getValue().asDouble());
              }
            });
    List<ClassMetrics> classes = new ArrayList<>();
    for (JsonNode c : node.path("perClass")) {
      classes.add(
          new ClassMetrics(
              c.path("categoryId").asInt(),
              c.path("name").asText(),
              c.path("AP").asDouble(-1),
              c.path("AP50").asDouble(-1),
              c.path("AR100").asDouble(-1),
              c.path("groundTruths").asLong(),
              c.path("detections").asLong()));
    }
    return new ProtocolMetrics(name, values, List.copyOf(classes));
  }
}
