package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What NMS keeps over a grid of settings, as detect's sweep counted it ({@code _nms_sweep.json}).
 *
 * @param method the suppression's name
 * @param images images without error
 * @param points score threshold after score threshold, IoU after IoU
 */
public record NmsSweepResult(String method, long images, List<Point> points) {
  private static final String SCHEMA = "boxmill-nms-sweep/1";

  public NmsSweepResult {
    points = List.copyOf(points);
  }

  /**
   * One setting, with sums over all images.
   *
   * @param before boxes that score at least the threshold
   * @param kept those that survive
   */
  public record Point(double score, double iou, long before, long kept, double seconds) {}

  /** Reads the text of {@code _nms_sweep.json}. */
  public static NmsSweepResult parse(String json, String source) {
    JsonNode root = Json.parse(json, source);
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new UserException(
          source + ": schema '" + schema + "', expected '" + SCHEMA + "'; detect again");
    }
    List<Point> points =
        StreamSupport.stream(root.path("points").spliterator(), false)
            .map(NmsSweepResult::point)
            .toList();
    return new NmsSweepResult(root.path("method").asText(), root.path("images").asLong(), points);
  }

  private static Point point(JsonNode p) {
    return new Point(
        p.path("scoreThreshold").asDouble(),
        p.path("iou").asDouble(),
        p.path("boxesBefore").asLong(),
        p.path("boxesKept").asLong(),
        p.path("seconds").asDouble());
  }

  /** Score thresholds, ascending. */
  List<Double> scores() {
    return points.stream().map(Point::score).distinct().sorted().toList();
  }

  /** Whether there is anything to show. */
  boolean isEmpty() {
    return images == 0 || points.isEmpty();
  }
}
