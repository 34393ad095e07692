package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * What audit wrote.
 *
 * @param listed suspects in the result; the page may show fewer
 * @param suspects the most confident ones, in order of rank
 * @param coverage of a target assignment, or null
 */
public record AuditResult(
    RunInfo run,
    long images,
    long labels,
    int models,
    List<Kind> kinds,
    long listed,
    List<Suspect> suspects,
    CoverageResult coverage) {
  private static final String SCHEMA = "boxmill-audit/1";

  /** Suspects that a page shows at most: more than a person looks through. */
  public static final int SHOWN = 1000;

  /** How many suspects of a kind have a confidence of .9, .5 and .1 or more; never "-1". */
  public record Kind(String id, long sure, long likely, long possible) {}

  /** Left, top, width, height in pixels of the image. */
  public record Box(double x, double y, double w, double h) {}

  /**
   * A label that is probably wrong.
   *
   * @param kind "missing", "wrong-class", "badly-drawn", "duplicate", "not-an-object"
   * @param confidence estimated probability in (0, 1) that it is wrong in this way
   * @param path the image, as the annotations name it
   * @param width pixels, as the annotations say; 0 or less: unknown
   * @param label the label's class, or null where it is missing
   * @param box the label's box, or null where it is missing
   * @param suggestedLabel the class it should have, or null where it should go
   * @param suggested the box it should have, or null where it should go
   * @param models how many models support the suspicion
   */
  public record Suspect(
      int rank,
      String kind,
      double confidence,
      String path,
      int width,
      int height,
      String label,
      Box box,
      String suggestedLabel,
      Box suggested,
      int models) {}

  public AuditResult {
    kinds = List.copyOf(kinds);
    suspects = List.copyOf(suspects);
  }

  /** Of an audit without detections: nothing but coverage. */
  public static AuditResult of(String runJson, String source, CoverageResult coverage) {
    RunInfo run = RunInfo.parse(runJson, source);
    long images = (long) run.number("images").orElse(0);
    return new AuditResult(run, images, coverage.boxes(), 0, List.of(), 0, List.of(), coverage);
  }

  /**
   * Reads the texts of {@code _run.json} and {@code audit.json}.
   *
   * @param coverage or null
   */
  public static AuditResult of(
      String runJson, String json, String source, List<Suspect> suspects, CoverageResult coverage) {
    JsonNode root = Json.parse(json, source + "/audit.json");
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new UserException(
          source + "/audit.json: schema '" + schema + "', expected '" + SCHEMA + "'; audit again");
    }
    List<Kind> kinds = new ArrayList<>();
    for (JsonNode kind : root.path("kinds")) {
      JsonNode tenths = kind.path("byConfidence");
      kinds.add(
          new Kind(kind.path("kind").asText(), from(tenths, 9), from(tenths, 5), from(tenths, 1)));
    }
    return new AuditResult(
        RunInfo.parse(runJson, source),
        root.path("images").asLong(),
        root.path("labels").asLong(),
        root.path("options").path("models").asInt(),
        kinds,
        root.path("listed").asLong(),
        suspects,
        coverage);
  }

  private static long from(JsonNode tenths, int first) {
    long sum = 0;
    for (int t = first; t < tenths.size(); t++) {
      sum += tenths.path(t).asLong();
    }
    return sum;
  }

  /** The images of the suspects that the page shows, each once, in order of rank. */
  public List<String> paths() {
    return suspects.stream().map(Suspect::path).distinct().toList();
  }

  /** The result folder's name. */
  String name() {
    return Format.lastName(run.source());
  }
}
