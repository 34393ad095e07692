package dev.boxmill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * What validate found (schema "boxmill-findings/1").
 *
 * @param run the run record inside it
 * @param findings the worst first
 * @param data how the objects are spread
 */
public record FindingsResult(RunInfo run, List<Finding> findings, Data data) {
  private static final String SCHEMA = "boxmill-findings/1";

  public FindingsResult {
    findings = List.copyOf(findings);
  }

  /** One finding; see docs/formats/findings.md. */
  public record Finding(
      String id, String severity, long count, String message, String mend, List<String> examples) {

    public Finding {
      examples = List.copyOf(examples);
    }
  }

  /** Counts and histograms; see docs/formats/findings.md. */
  @SuppressWarnings("ArrayRecordComponent") // drawn, never compared
  public record Data(
      long images,
      long objects,
      List<ClassCount> classes,
      long[][] sizes,
      long[] aspects,
      long[][] centres,
      long[] objectsPerImage) {}

  /** Objects of a class, and images with one. */
  public record ClassCount(int id, String name, long objects, long images) {}

  /** Whether a text is such a file. */
  public static boolean recognises(String json) {
    return json.contains('"' + SCHEMA + '"');
  }

  /** Reads a findings file. */
  public static FindingsResult parse(String json, String source) {
    JsonNode root = Json.parse(json, source);
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new UserException(
          source + ": schema '" + schema + "', expected '" + SCHEMA + "'; run validate again");
    }
    RunInfo run = RunInfo.parse(root.path("run").toString(), source);
    List<Finding> findings = new ArrayList<>();
    root.path("findings").forEach(f -> findings.add(finding(f)));
    try {
      return new FindingsResult(
          run, findings, Json.MAPPER.treeToValue(root.path("data"), Data.class));
    } catch (JsonProcessingException e) {
      throw new UserException(
          source + ": 'data' is not as validate writes it; run validate again", e);
    }
  }

  private static Finding finding(JsonNode f) {
    List<String> examples = new ArrayList<>();
    f.path("examples").forEach(e -> examples.add(example(e)));
    return new Finding(
        f.path("id").asText(),
        f.path("severity").asText(),
        f.path("count").asLong(),
        f.path("message").asText(),
        f.path("mend").asText(),
        examples);
  }

  private static String example(JsonNode e) {
    StringBuilder line = new StringBuilder();
    if (e.hasNonNull("image")) {
      line.append(e.get("image").asText()).append(": ");
    }
    if (e.hasNonNull("objectId")) {
      line.append("object ").append(e.get("objectId").asText()).append(": ");
    }
    return line.append(e.path("detail").asText()).toString();
  }

  /** Number of findings with a severity. */
  long count(String severity) {
    return findings.stream().filter(f -> f.severity().equals(severity)).count();
  }
}
