package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes gallery entries of a few images. */
public final class Examples {
  /** Detections that score less are not shown. */
  private static final double SCORE = 0.05;

  private Examples() {}

  /**
   * Matches and lists the boxes of the given images.
   *
   * @param truth has all of those images
   * @param imageIds the images, in the order wanted
   * @param detections all their detections
   * @param paths where the images lie, by id; file_name stands in for those missing
   * @return one an image, in the order of the ids; detections below score .05 are left out
   */
  public static List<Example> of(
      Annotations truth, long[] imageIds, DetectionTable detections, Map<Long, String> paths) {
    DetectionTable shown = ImageErrors.atLeast(detections, SCORE);
    BoxMatches matches = BoxMatches.of(truth, shown, ImageErrors.IOU);
    Map<Long, List<Example.TruthMark>> truthMarks = new HashMap<>();
    Map<Long, List<Example.DetectionMark>> detectionMarks = new HashMap<>();
    for (long id : imageIds) {
      truthMarks.put(id, new ArrayList<>());
      detectionMarks.put(id, new ArrayList<>());
    }
    GroundTruthTable truths = truth.groundTruths();
    for (int row = 0; row < truths.size(); row++) {
      List<Example.TruthMark> marks = truthMarks.get(truths.imageId(row));
      if (marks != null) {
        marks.add(mark(truth, truths, row, matches.truthFound(row)));
      }
    }
    IntStream.range(0, shown.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> -shown.score(row))
                .thenComparingLong(shown::rank))
        .filter(row -> truth.categoryIndex(shown.categoryId(row)) >= 0)
        .forEach(
            row ->
                detectionMarks
                    .get(shown.imageId(row))
                    .add(mark(truth, shown, row, matches.matched(row))));
    List<Example> examples = new ArrayList<>();
    for (long id : imageIds) {
      ImageInfo image = truth.images().image(truth.images().indexOf(id));
      examples.add(
          new Example(
              id,
              paths.getOrDefault(id, image.fileName()),
              image.width(),
              image.height(),
              truthMarks.get(id),
              detectionMarks.get(id)));
    }
    return examples;
  }

  private static Example.TruthMark mark(
      Annotations truth, GroundTruthTable truths, int row, boolean found) {
    int b = 4 * row;
    double[] boxes = truths.boxes();
    return new Example.TruthMark(
        truths.categoryId(row),
        label(truth, truths.categoryId(row)),
        boxes[b],
        boxes[b + 1],
        boxes[b + 2],
        boxes[b + 3],
        truths.crowd(row),
        found);
  }

  private static Example.DetectionMark mark(
      Annotations truth, DetectionTable detections, int row, boolean matched) {
    int b = 4 * row;
    double[] boxes = detections.boxes();
    return new Example.DetectionMark(
        detections.categoryId(row),
        label(truth, detections.categoryId(row)),
        detections.score(row),
        boxes[b],
        boxes[b + 1],
        boxes[b + 2],
        boxes[b + 3],
        matched);
  }

  private static String label(Annotations truth, int categoryId) {
    return truth.categories().get(truth.categoryIndex(categoryId)).name();
  }
}
