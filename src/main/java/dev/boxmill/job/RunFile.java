package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code _run.json}: what a job was asked, when, for how long, and what it found out. */
record RunFile(
    String job,
    Instant startedAt,
    Duration took,
    Map<String, Object> options,
    Map<String, Object> facts) {
  static final String NAME = "_run.json";

  /** Writes UTF-8, indented; leaves the stream open. */
  void write(OutputStream to) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schema", "boxmill-run/1");
    fields.put("job", job);
    fields.put("version", Version.number());
    fields.put("startedAt", startedAt.toString());
    fields.put("seconds", took.toMillis() / 1000.0);
    fields.put("options", options);
    fields.put("facts", facts);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .writeValue(to, fields);
  }
}
