package dev.boxmill.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes metrics.json: one object a protocol, its headline numbers, then perClass. */
public final class MetricsJson {
  private MetricsJson() {}

  /** Writes UTF-8, indented; leaves the stream open. */
  public static void write(List<MetricResult> results, OutputStream to) throws IOException {
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
        json.writeArrayFieldStart("perClass");
        for (ClassScore score : result.perClass()) {
          json.writeStartObject();
          json.writeNumberField("categoryId", score.categoryId());
          json.writeStringField("name", score.name());
          json.writeNumberField("AP", score.ap());
          json.writeNumberField("AP50", score.ap50());
          json.writeNumberField("AR100", score.ar100());
          json.writeNumberField("groundTruths", score.groundTruths());
          json.writeNumberField("detections", score.detections());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
