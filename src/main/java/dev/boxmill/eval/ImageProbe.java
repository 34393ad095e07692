package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.eval.InputCounts.Total;
import dev.boxmill.geometry.Iou;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks at some images in depth: which objects have a detection, as the boxes stand and, where less
 * than half of the image's objects have one, in other readings of them. Every image is judged by
 * itself, so that counts add up.
 */
final class ImageProbe {
  private static final double IOU = 0.5;

  /** About how many images are looked at. */
  private static final int WANTED = 200;

  /** Detections of an image that are looked at; more cost time and say no more. */
  private static final int LOOKED_AT = 100;

  private static final double MARGIN = 1.05;
  private static final double TINY = 1.5;

  private final Annotations truth;
  private final int limit;
  private final boolean pooled;
  private final InputCounts counts;
  private final double[] corners = new double[4];

  ImageProbe(Annotations truth, EvaluationOptions options, InputCounts counts) {
    this.truth = truth;
    this.limit = options.maxDetections(100);
    this.pooled = options.categoriesPooled();
    this.counts = counts;
  }

  /** Whether an image is among those looked at; the same ones everywhere. */
  static boolean sampled(Annotations truth, long imageId) {
    int every = Math.max(1, truth.images().size() / WANTED);
    return every == 1 || (imageId * 0x9E3779B97F4A7C15L >>> 33) % every == 0;
  }

  /**
   * Counts one image.
   *
   * @param rows its detections, best first
   * @param objects its objects, crowds left out
   */
  void count(ImageInfo image, DetectionTable detections, int[] rows, int[] objects) {
    counts.count(Total.IMAGES, 1);
    counts.count(Total.SAMPLED, rows.length);
    clipped(detections, rows);
    boxes(image, detections.boxes(), rows);
    if (objects.length == 0) {
      return;
    }
    counts.count(Total.IMAGES_WITH_BOTH, 1);
    counts.count(Total.OBJECTS, objects.length);
    int found = found(detections, rows, objects);
    counts.count(Total.FOUND, found);
    boolean poor = 2 * found < objects.length;
    for (int r = 0; poor && r < BoxReading.ALL.size(); r++) {
      counts.found[r] += found(BoxReading.ALL.get(r), image, detections.boxes(), rows, objects);
    }
  }

  private void clipped(DetectionTable detections, int[] rows) {
    if (rows.length <= limit) {
      return;
    }
    Map<Integer, Integer> seen = new HashMap<>();
    int beyond = 0;
    for (int row : rows) {
      int count = seen.merge(pooled ? 0 : detections.categoryId(row), 1, Integer::sum);
      beyond += count > limit ? 1 : 0;
    }
    counts.count(Total.CLIPPED, beyond);
    counts.count(Total.CLIPPED_IMAGES, beyond > 0 ? 1 : 0);
  }

  private void boxes(ImageInfo image, double[] boxes, int[] rows) {
    boolean sized = image.width() > 0 && image.height() > 0;
    for (int row : rows) {
      int b = 4 * row;
      counts.detectionSizes[InputCounts.size(boxes[b + 2] * boxes[b + 3])]++;
      double right = boxes[b] + boxes[b + 2];
      double bottom = boxes[b + 1] + boxes[b + 3];
      if (sized) {
        boolean beyond = right > MARGIN * image.width() || bottom > MARGIN * image.height();
        counts.count(Total.SIZED, 1);
        counts.count(Total.BEYOND, beyond ? 1 : 0);
        counts.count(Total.TINY, right <= TINY && bottom <= TINY ? 1 : 0);
      }
    }
  }

  /** Objects with a detection of any class; its class, if the best one, is compared. */
  private int found(DetectionTable detections, int[] rows, int[] objects) {
    GroundTruthTable truths = truth.groundTruths();
    int found = 0;
    for (int object : objects) {
      counts.objectSizes[InputCounts.size(truths.area(object))]++;
      for (int i = 0; i < Math.min(rows.length, LOOKED_AT); i++) {
        int row = rows[i];
        if (CocoIou.of(detections.boxes(), 4 * row, truths.boxes(), 4 * object, false) >= IOU) {
          found++;
          for (ClassShift shift : ClassShift.values()) {
            if (shift.holds(truth, truths.categoryId(object), detections.categoryId(row))) {
              counts.shifts[shift.ordinal()]++;
            }
          }
          break;
        }
      }
    }
    return found;
  }

  private int found(BoxReading reading, ImageInfo image, double[] from, int[] rows, int[] objects) {
    double w = image.width();
    double h = image.height();
    if (reading.needsSize() && !(w > 0 && h > 0)) {
      return 0;
    }
    double[] to = truth.groundTruths().boxes();
    boolean[] hit = new boolean[objects.length];
    for (int i = 0; i < Math.min(rows.length, LOOKED_AT); i++) {
      int d = 4 * rows[i];
      reading.corners().of(from[d], from[d + 1], from[d + 2], from[d + 3], w, h, corners);
      for (int j = 0; j < objects.length; j++) {
        int g = 4 * objects[j];
        hit[j] |=
            Iou.iou(
                    corners[0],
                    corners[1],
                    corners[2],
                    corners[3],
                    to[g],
                    to[g + 1],
                    to[g] + to[g + 2],
                    to[g + 1] + to[g + 3])
                >= IOU;
      }
    }
    int found = 0;
    for (boolean one : hit) {
      found += one ? 1 : 0;
    }
    return found;
  }
}
