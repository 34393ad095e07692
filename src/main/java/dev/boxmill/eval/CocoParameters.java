package dev.boxmill.eval;

import dev.boxmill.error.UserException;
import java.io.Serializable;
import java.util.List;

/**
 * What COCO evaluation is asked for; the defaults are pycocotools'.
 *
 * @param iouThresholds ascending, in (0, 1]
 * @param areas ranges of the object's area; the first one holds all
 * @param maxDetections detections counted an image and category, ascending
 * @param strict whether to repeat two of pycocotools' oddities: a match with the annotation of id 0
 *     counts as no match, and AP needs 100 among the maxDetections
 */
@SuppressWarnings("ArrayRecordComponent") // small constant lists
public record CocoParameters(
    double[] iouThresholds, List<AreaRange> areas, int[] maxDetections, boolean strict)
    implements Serializable {

  /** Areas from {@code low} to {@code high}, both included, in square pixels. */
  public record AreaRange(String name, double low, double high) implements Serializable {}

  private static final List<AreaRange> AREAS =
      List.of(
          new AreaRange("all", 0, 1e10),
          new AreaRange("small", 0, 32 * 32),
          new AreaRange("medium", 32 * 32, 96 * 96),
          new AreaRange("large", 96 * 96, 1e10));

  public CocoParameters {
    areas = List.copyOf(areas);
    if (iouThresholds.length == 0 || areas.isEmpty() || maxDetections.length == 0) {
      throw new UserException(
          "COCO parameters: give at least one IoU threshold, area range and maximum of detections");
    }
  }

  /** IoU .5 to .95, all four areas, 1, 10 and 100 detections. */
  public static CocoParameters standard() {
    double[] thresholds = new double[10];
    for (int i = 0; i < 10; i++) {
      // numpy.linspace's own arithmetic: the last bits decide whether an IoU of exactly .6 counts.
      thresholds[i] = i == 9 ? .95 : .5 + i * ((.95 - .5) / 9);
    }
    return new CocoParameters(thresholds, AREAS, new int[] {1, 10, 100}, false);
  }

  public CocoParameters withStrict(boolean on) {
    return new CocoParameters(iouThresholds, areas, maxDetections, on);
  }

  public CocoParameters withMaxDetections(int... limits) {
    return new CocoParameters(iouThresholds, areas, limits, strict);
  }

  public CocoParameters withIouThresholds(double... thresholds) {
    return new CocoParameters(thresholds, areas, maxDetections, strict);
  }

  public CocoParameters withAreas(List<AreaRange> ranges) {
    return new CocoParameters(iouThresholds, ranges, maxDetections, strict);
  }

  int largestMaxDetections() {
    int largest = 0;
    for (int limit : maxDetections) {
      largest = Math.max(largest, limit);
    }
    return largest;
  }
}
