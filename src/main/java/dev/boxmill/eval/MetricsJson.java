package dev.boxmill.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.boxmill.error.InternalException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Writes metrics.json: one object a protocol, its headline numbers, then its tables; and a list of
 * warnings.
 */
public final class MetricsJson {
  private MetricsJson() {}

  /**
   * Writes the results of an input that gave no warning.
   *
   * @param results each of another protocol
   * @param to left open
   * @throws IOException when the stream fails
   */
  public static void write(List<MetricResult> results, OutputStream to) throws IOException {
    write(results, List.of(), to);
  }

  /**
   * Writes UTF-8, indented.
   *
   * @param results each of another protocol
   * @param warnings empty: the file has no list of them
   * @param to left open
   * @throws IOException when the stream fails
   */
  public static void write(List<MetricResult> results, List<String> warnings, OutputStream to)
      throws IOException {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(to)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter()) {
      json.writeStartObject();
      for (MetricResult result : results) {
        json.writeObjectFieldStart(result.metric());
        for (Map.Entry<String, Double> statistic : result.statistics().entrySet()) {
          json.writeNumberField(statistic.getKey(), statistic.getValue());
        }
        for (ResultTable table : result.tables()) {
          table(json, table);
        }
        json.writeEndObject();
      }
      if (!warnings.isEmpty()) {
        json.writeArrayFieldStart("warnings");
        for (String warning : warnings) {
          json.writeString(warning);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void table(JsonGenerator json, ResultTable table) throws IOException {
    json.writeArrayFieldStart(table.name());
    for (List<Object> row : table.rows()) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(table.columns().get(i));
        value(json, row.get(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else {
      throw new InternalException("a table's value is of " + value.getClass());
    }
  }
}
