package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An anchors file (schema "boxmill-anchors/1").
 *
 * @param run the file's own facts, or the run record inside it
 * @param anchors widths and heights, ascending in area
 * @param shares part of the boxes nearest to each anchor; empty where the file does not say
 * @param averageIou mean over boxes of the IoU with the nearest anchor
 * @param sample widths and heights of some of the boxes, in the anchors' unit
 * @param units "pixels", "grid" or "relative"; empty where the file does not say
 * @param sweep average IoU of every k that was tried, ascending in k; empty without a sweep
 * @param fits how well these and other anchors fit, and these by area and class
 */
public record AnchorsResult(
    RunInfo run,
    List<Size> anchors,
    List<Double> shares,
    double averageIou,
    List<Size> sample,
    String units,
    List<Tried> sweep,
    List<Fit> fits) {
  private static final String SCHEMA = "boxmill-anchors/1";

  public AnchorsResult {
    anchors = List.copyOf(anchors);
    shares = List.copyOf(shares);
    sample = List.copyOf(sample);
    sweep = List.copyOf(sweep);
    fits = List.copyOf(fits);
  }

  /**
   * A number of anchors that was tried.
   *
   * @param k the number
   * @param averageIou mean over boxes of the IoU with the nearest of them
   * @param chosen whether the file's anchors are these
   */
  public record Tried(int k, double averageIou, boolean chosen) {}

  /** What a {@link Fit} is of. */
  public enum Of {
    /** The file's anchors and all boxes. */
    THESE,
    /** Other anchors and all boxes, to compare. */
    OTHERS,
    /** The file's anchors and the boxes of one range of areas. */
    AREA,
    /** The file's anchors and the boxes of one class. */
    CLASS
  }

  /**
   * How well anchors fit boxes; -1 where there are none.
   *
   * @param of which anchors and boxes
   * @param name of the other anchors, the area or the class; empty for {@link Of#THESE}
   * @param boxes how many
   * @param averageIou with the nearest anchor
   * @param recallAtRatio part of the boxes that match an anchor by the ratio of sides
   * @param recallAtIou50 part of the boxes with an anchor of IoU .5
   * @param anchorsPerTarget mean number of anchors that a box matches by the ratio of sides
   */
  public record Fit(
      Of of,
      String name,
      long boxes,
      double averageIou,
      double recallAtRatio,
      double recallAtIou50,
      double anchorsPerTarget) {

    static Fit parse(Of of, String name, JsonNode node) {
      return new Fit(
          of,
          name,
          node.path("boxes").asLong(),
          node.path("averageIou").asDouble(-1),
          node.path("recallAtRatio").asDouble(-1),
          node.path("recallAtIou50").asDouble(-1),
          node.path("anchorsPerTarget").asDouble(-1));
    }
  }

  /**
   * Width and height of a box.
   *
   * @param w in the file's {@link AnchorsResult#units}, as h
   * @param h not negative, as w
   */
  public record Size(double w, double h) {

    double area() {
      return w * h;
    }

    /** IoU of two boxes with the same centre. */
    double iou(Size other) {
      double inter = Math.min(w, other.w) * Math.min(h, other.h);
      double union = area() + other.area() - inter;
      return union > 0 ? inter / union : 0;
    }
  }

  /**
   * {@return what an anchors file holds}
   *
   * @param json the file's text
   * @param source the file as the user named it: what messages and headings call it
   * @throws UserException when the text is not JSON of this schema, or has no anchors
   */
  public static AnchorsResult parse(String json, String source) {
    JsonNode root = Json.parse(json, source);
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new UserException(
          source + ": schema '" + schema + "', expected '" + SCHEMA + "'; give what anchors wrote");
    }
    List<Size> anchors = sizes(root, "anchors", source);
    if (anchors.isEmpty()) {
      throw new UserException(source + ": 'anchors' is empty; run anchors again");
    }
    return new AnchorsResult(
        run(root, source),
        anchors,
        shares(root.path("shares"), anchors.size()),
        root.path("averageIou").asDouble(Double.NaN),
        scaled(sizes(root, "sample", source), anchors, root.path("inputSize")),
        root.path("units").asText(),
        sweep(root.path("sweep")),
        fits(root));
  }

  private static List<Double> shares(JsonNode shares, int anchors) {
    List<Double> parts = new ArrayList<>();
    shares.forEach(share -> parts.add(share.asDouble()));
    return parts.size() == anchors ? parts : List.of();
  }

  private static List<Tried> sweep(JsonNode sweep) {
    List<Tried> tried = new ArrayList<>();
    for (JsonNode one : sweep.path("tried")) {
      int k = one.path("k").asInt();
      boolean chosen = k == sweep.path("chosen").asInt();
      tried.add(new Tried(k, one.path("averageIou").asDouble(), chosen));
    }
    return tried;
  }

  private static List<Fit> fits(JsonNode root) {
    List<Fit> fits = new ArrayList<>();
    if (root.has("quality")) {
      fits.add(Fit.parse(Of.THESE, "", root.get("quality")));
    }
    root.path("compared")
        .forEach(o -> fits.add(Fit.parse(Of.OTHERS, o.path("name").asText(), o.path("quality"))));
    root.path("byArea").forEach(a -> fits.add(Fit.parse(Of.AREA, a.path("name").asText(), a)));
    root.path("byClass").forEach(c -> fits.add(Fit.parse(Of.CLASS, c.path("name").asText(), c)));
    return fits;
  }

  /** Whether the anchors are products of scales and ratios rather than centroids. */
  boolean shaped() {
    return !String.valueOf(run.facts().getOrDefault("style", "yolo")).equals("yolo");
  }

  private static RunInfo run(JsonNode root, String source) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String key :
        List.of("k", "style", "boxes", "averageIou", "iterations", "seed", "inputSize", "units")) {
      if (root.hasNonNull(key)) {
        facts.put(key, Json.MAPPER.convertValue(root.get(key), Object.class));
      }
    }
    if (root.path("run").isObject()) {
      RunInfo run = RunInfo.parse(root.get("run").toString(), source);
      facts.putAll(run.facts());
      return new RunInfo(
          source, "anchors", run.version(), run.startedAt(), run.seconds(), run.options(), facts);
    }
    return new RunInfo(source, "anchors", "", "", Double.NaN, Map.of(), facts);
  }

  private static List<Size> sizes(JsonNode root, String key, String source) {
    List<Size> sizes = new ArrayList<>();
    for (JsonNode pair : root.path(key)) {
      double w = pair.path(0).asDouble(-1);
      double h = pair.path(1).asDouble(-1);
      if (!(w >= 0 && h >= 0)) {
        throw new UserException(
            source + ": '" + key + "' needs pairs [width, height], found " + pair);
      }
      sizes.add(new Size(w, h));
    }
    return sizes;
  }

  /** The sample is normalised to the image; anchors may be in pixels of the model's input. */
  private static List<Size> scaled(List<Size> sample, List<Size> anchors, JsonNode input) {
    double largestAnchor = anchors.stream().mapToDouble(a -> Math.max(a.w, a.h)).max().orElse(0);
    double largestBox = sample.stream().mapToDouble(a -> Math.max(a.w, a.h)).max().orElse(0);
    if (!input.isArray() || largestBox > 1 || largestAnchor <= 1) {
      return sample;
    }
    double width = input.path(0).asDouble(1);
    double height = input.path(1).asDouble(1);
    return sample.stream().map(s -> new Size(s.w * width, s.h * height)).toList();
  }
}
