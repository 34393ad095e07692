package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.List;

/**
 * What audit wrote.
 *
 * @param run what the job says of itself
 * @param images looked at
 * @param labels looked at
 * @param models whose detections were used; 0 for nothing but coverage
 * @param kinds counts of suspects, empty without detections
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

  /**
   * How many suspects there are of a kind.
   *
   * @param id as in {@link Suspect#kind}
   * @param sure of a confidence of .9 or more
   * @param likely of .5 or more, the sure ones too
   * @param possible of .1 or more, all of these too
   */
  public record Kind(String id, long sure, long likely, long possible) {}

  /**
   * A box in pixels of the image.
   *
   * @param x left
   * @param y top
   * @param w width
   * @param h height
   */
  public record Box(double x, double y, double w, double h) {}

  /**
   * A label that is probably wrong.
   *
   * @param rank from 1, the most confident first
   * @param kind "missing", "wrong-class", "badly-drawn", "duplicate", "not-an-object"
   * @param confidence estimated probability in (0, 1) that it is wrong in this way
   * @param path the image, as the annotations name it
   * @param width pixels, as the annotations say; 0 or less: unknown
   * @param height likewise
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

  /**
   * {@return the result of an audit without detections: nothing but coverage}
   *
   * @param runJson the text of {@code _run.json}
   * @param source the folder as the user named it: what messages and headings call it
   * @param coverage not null
   * @throws UserException when the text is no run record of this schema
   */
  public static AuditResult of(String runJson, String source, CoverageResult coverage) {
    RunInfo run = RunInfo.parse(runJson, source);
    long images = (long) run.number("images").orElse(0);
    return new AuditResult(run, images, coverage.boxes(), 0, List.of(), 0, List.of(), coverage);
  }

  /**
   * {@return the result of a folder; its suspects were read from Parquet before}
   *
   * @param runJson the text of {@code _run.json}
   * @param json the text of {@code audit.json}
   * @param source the folder as the user named it: what messages and headings call it
   * @param suspects in order of rank, {@link #SHOWN} at most
   * @param coverage null where it was not asked for
   * @throws UserException when a text is not what audit writes
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

  /** {@return the images of the suspects that the page shows, each once, in order of rank} */
  public List<String> paths() {
    return suspects.stream().map(Suspect::path).distinct().toList();
  }

  /** The result folder's name. */
  String name() {
    return Format.lastName(run.source());
  }
}
