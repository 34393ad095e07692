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
 * @param averageIou mean over boxes of the IoU with the nearest anchor
 * @param sample widths and heights of some of the boxes, in the anchors' unit
 */
public record AnchorsResult(RunInfo run, List<Size> anchors, double averageIou, List<Size> sample) {
  private static final String SCHEMA = "boxmill-anchors/1";

  public AnchorsResult {
    anchors = List.copyOf(anchors);
    sample = List.copyOf(sample);
  }

  /** Width and height of a box. */
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

  /** Reads an anchors file. */
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
        root.path("averageIou").asDouble(Double.NaN),
        scaled(sizes(root, "sample", source), anchors, root.path("inputSize")));
  }

  private static RunInfo run(JsonNode root, String source) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (String key : List.of("k", "boxes", "averageIou", "iterations", "seed", "inputSize")) {
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
