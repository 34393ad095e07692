package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.boxmill.error.InternalException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run was and did: the {@code _run.json} beside each result (docs/formats/run.md). */
final class RunFacts {
  static final String FILE = "_run.json";
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String job;
  private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final long start = System.nanoTime();
  private final Map<String, Object> options = new LinkedHashMap<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();

  RunFacts(String job) {
    this.job = job;
  }

  /** Records an option as it was in force; null values are left out. */
  RunFacts option(String name, Object value) {
    if (value != null) {
      options.put(name, value);
    }
    return this;
  }

  /** The options recorded so far. */
  Map<String, Object> options() {
    return Collections.unmodifiableMap(options);
  }

  RunFacts fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", "boxmill-run/1");
    root.put("job", job);
    root.put("version", Version.number());
    root.put("startedAt", startedAt.toString());
    root.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
    root.put("options", options);
    root.put("facts", facts);
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new InternalException("run facts do not serialise", e);
    }
  }
}
