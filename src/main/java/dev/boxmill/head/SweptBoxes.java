package dev.boxmill.head;

import dev.boxmill.data.SweptBox;
import dev.boxmill.geometry.Letterbox;
import dev.boxmill.geometry.ScoredBoxes;
import dev.boxmill.geometry.Survivors;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the settings of a sweep keep of one image: each box once, with the settings that keep it. A
 * method may move a box, or lower its score, by an amount that hangs on the setting; then the box
 * stands there once a result. Within a setting the order is that of a run with this setting alone.
 */
final class SweptBoxes {
  private static final Comparator<Box> ORDER =
      Comparator.comparingDouble((Box box) -> -box.score()).thenComparingInt(Box::index);

  private final PostProcessor postProcessor;
  private final Letterbox letterbox;
  private final ScoredBoxes boxes;
  private final Map<Box, Long> settings = new HashMap<>();

  /** Of a setting, by its place among all boxes. */
  private record Box(int index, double score, double x, double y, double w, double h) {}

  /**
   * @param boxes all of the image, before any score threshold
   */
  SweptBoxes(PostProcessor postProcessor, Letterbox letterbox, ScoredBoxes boxes) {
    this.postProcessor = postProcessor;
    this.letterbox = letterbox;
    this.boxes = boxes;
  }

  /** Places of the boxes that {@link ScoredBoxes#above} picks. */
  int[] above(double threshold) {
    return IntStream.range(0, boxes.size()).filter(i -> boxes.scores()[i] >= threshold).toArray();
  }

  /**
   * Adds what a setting keeps, up to the limit of detections an image.
   *
   * @param setting its number, from 0 to below {@value NmsSweepGrid#MOST}
   * @param places of the boxes that took part, among all
   */
  void add(int setting, Survivors kept, int... places) {
    for (int k = 0; k < Math.min(kept.size(), postProcessor.maxDetections()); k++) {
      double[] box = PostProcessor.box(kept, k, letterbox);
      if (box != null) {
        settings.merge(
            new Box(places[kept.index(k)], kept.score(k), box[0], box[1], box[2], box[3]),
            1L << setting,
            (a, b) -> a | b);
      }
    }
  }

  /** By score descending, then by index; results of one box by the first setting of each. */
  List<SweptBox> toList() {
    return settings.entrySet().stream()
        .sorted(
            Map.Entry.<Box, Long>comparingByKey(ORDER)
                .thenComparing(e -> Long.numberOfTrailingZeros(e.getValue())))
        .map(e -> swept(e.getKey(), e.getValue()))
        .toList();
  }

  private SweptBox swept(Box box, long bits) {
    int category = postProcessor.categoryId(boxes.classes()[box.index()]);
    return new SweptBox(category, box.score(), box.x(), box.y(), box.w(), box.h(), bits);
  }
}
