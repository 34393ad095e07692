package dev.boxmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.boxmill.error.UserException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What NMS keeps over a grid of settings, as detect's sweep counted it ({@code _nms_sweep.json}),
 * and what AP that gives, as evaluate measured it ({@code nms_sweep.json}).
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
   * @param score the least score of a box that NMS gets to see
   * @param iou NMS drops a box that overlaps a better one by more than this
   * @param before boxes that score at least the threshold
   * @param kept those that survive
   * @param seconds spent on filtering, ranking and suppressing
   * @param ap COCO's AP of the survivors; -1 where it is undefined, NaN where nobody measured it
   * @param ap50 AP at IoU .50, likewise
   */
  public record Point(
      double score, double iou, long before, long kept, double seconds, double ap, double ap50) {

    Point withoutAp() {
      return new Point(score, iou, before, kept, seconds, Double.NaN, Double.NaN);
    }
  }

  /**
   * {@return what either file holds}
   *
   * @param json the file's text
   * @param source the file's path, for messages
   * @throws UserException when the text is not JSON of this schema
   */
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
        p.path("seconds").asDouble(),
        p.path("ap").asDouble(Double.NaN),
        p.path("ap50").asDouble(Double.NaN));
  }

  /** Score thresholds, ascending. */
  List<Double> scores() {
    return points.stream().map(Point::score).distinct().sorted().toList();
  }

  /** Whether another one is of the same run: times are never the same twice. */
  boolean sameRun(NmsSweepResult other) {
    return counts().equals(other.counts());
  }

  private List<Point> counts() {
    return points.stream().map(Point::withoutAp).toList();
  }

  /** Whether AP was measured. */
  boolean hasAp() {
    return points.stream().noneMatch(p -> Double.isNaN(p.ap()));
  }

  /** Whether there is anything to show. */
  boolean isEmpty() {
    return images == 0 || points.isEmpty();
  }
}
