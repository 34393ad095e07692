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
 * @param data how the objects are spread; null where the file does not say
 */
public record FindingsResult(RunInfo run, List<Finding> findings, Data data) {
  private static final String SCHEMA = "boxmill-findings/1";

  public FindingsResult {
    findings = List.copyOf(findings);
  }

  /**
   * One finding; see docs/formats/findings.md.
   *
   * @param id what it is; no other finding of the file has it
   * @param severity "error", "warning" or "info"
   * @param count how often it is so, which may be more than there are examples
   * @param message what is wrong
   * @param mend how to mend it
   * @param examples a line each: image and object where they are known, and the detail
   */
  public record Finding(
      String id, String severity, long count, String message, String mend, List<String> examples) {

    public Finding {
      examples = List.copyOf(examples);
    }
  }

  /**
   * Counts and histograms, whose bins docs/formats/findings.md tells.
   *
   * @param images with or without objects
   * @param objects in all of them
   * @param classes by id
   * @param sizes 26 x 26, by width and then height in pixels: two bins an octave
   * @param aspects 33, by width over height: four bins an octave, the square in the middle
   * @param centres 32 x 32, row by row from the image's top left
   * @param objectsPerImage images by their number of objects; the last one has 100 and more
   */
  @SuppressWarnings("ArrayRecordComponent") // drawn, never compared
  public record Data(
      long images,
      long objects,
      List<ClassCount> classes,
      long[][] sizes,
      long[] aspects,
      long[][] centres,
      long[] objectsPerImage) {}

  /**
   * A class.
   *
   * @param id the category's
   * @param name as the annotations have it
   * @param objects of this class
   * @param images with at least one of them
   */
  public record ClassCount(int id, String name, long objects, long images) {}

  /**
   * {@return whether a text names this schema, and so is for {@link #parse}}
   *
   * @param json any text
   */
  public static boolean recognises(String json) {
    return json.contains('"' + SCHEMA + '"');
  }

  /**
   * {@return what a findings file holds}
   *
   * @param json the file's text
   * @param source the file as the user named it: what messages and headings call it
   * @throws UserException when the text is not JSON of this schema
   */
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
