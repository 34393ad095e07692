package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.check.Example;
import dev.boxmill.check.Finding;
import dev.boxmill.check.Severity;
import dev.boxmill.error.InternalException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The job's output, schema "boxmill-findings/1" (docs/formats/findings.md). */
final class FindingsFile {
  static final String NAME = "findings.json";

  private FindingsFile() {}

  /** The same data and options give the same text: it holds no times and no machine. */
  static String json(ValidateConfig config, ValidateJob.Validated found) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", "boxmill-findings/1");
    root.put("findings", found.findings().stream().map(FindingsFile::finding).toList());
    root.put("data", found.statistics());
    root.put("run", run(config, found));
    try {
      return RunFacts.JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new InternalException("findings do not serialise", e);
    }
  }

  private static Map<String, Object> finding(Finding f) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", f.id());
    map.put("severity", name(f.severity()));
    map.put("count", f.count());
    map.put("message", f.message());
    map.put("mend", f.mend());
    map.put("examples", f.examples().stream().map(FindingsFile::example).toList());
    return map;
  }

  private static Map<String, Object> example(Example e) {
    Map<String, Object> map = new LinkedHashMap<>();
    put(map, "image", e.image());
    put(map, "objectId", e.objectId());
    put(map, "box", e.box());
    put(map, "detail", e.detail());
    return map;
  }

  private static Map<String, Object> run(ValidateConfig config, ValidateJob.Validated found) {
    Map<String, Object> options = new LinkedHashMap<>();
    put(options, "annotations", config.annotations());
    put(options, "format", config.format());
    put(options, "images", config.images());
    put(options, "against", config.against());
    put(options, "against-format", config.againstFormat());
    put(options, "against-images", config.againstImages());
    put(options, "fail-on", config.failOn() == null ? "none" : name(config.failOn()));
    put(options, "decode", config.decode());
    put(options, "examples", config.examples());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", found.format());
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      counts.put(
          name(severity), found.findings().stream().filter(f -> f.severity() == severity).count());
    }
    facts.put("findings", counts);
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("schema", "boxmill-run/1");
    run.put("job", "validate");
    run.put("version", Version.number());
    run.put("options", options);
    run.put("facts", facts);
    return run;
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static String name(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
