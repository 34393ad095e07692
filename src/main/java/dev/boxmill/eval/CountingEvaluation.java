package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruthTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts objects found. Keys are indexes of classes; a piece holds, by the number of objects of the
 * class in an image, how many of them were found. Those missed are what the found ones leave of the
 * ground truth, which has the images without detections too.
 */
final class CountingEvaluation extends KeyedEvaluation {
  private static final List<Category> POOLED = List.of(new Category(-1, "all", ""));

  private final double iou;
  private final double minScore;
  private final boolean pooled;
  private final List<Category> classes;
  private final Excuses excuses;

  CountingEvaluation(Annotations truth, double iou, double minScore, boolean pooled) {
    super(truth);
    this.iou = iou;
    this.minScore = minScore;
    this.pooled = pooled;
    this.classes = pooled ? POOLED : truth.categories();
    this.excuses = new Excuses(truth);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    ImageGroups groups = ImageGroups.of(truth(), detections);
    int[] inImage = new int[classes.size()];
    Map<Integer, SparseCounts> found = new TreeMap<>();
    for (int image = 0; image < truth().images().size(); image++) {
      if (groups.detectionStart(image) < groups.detectionEnd(image)) {
        count(groups, image, inImage, 1);
        match(groups, image, detections, inImage, found);
        count(groups, image, inImage, -1);
      }
    }
    return SparseCounts.write(found);
  }

  /** Adds to the count of a class for each of its objects in an image. */
  private void count(ImageGroups groups, int image, int[] inImage, int step) {
    for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
      if (!excuses.optional(groups.truthRow(g))) {
        inImage[classOf(groups.truthRow(g))] += step;
      }
    }
  }

  private int classOf(int truthRow) {
    return pooled ? 0 : truth().categoryIndex(truth().groundTruths().categoryId(truthRow));
  }

  /** Each detection, best first, takes the free object it overlaps most, the later of equals. */
  private void match(
      ImageGroups groups,
      int image,
      DetectionTable detections,
      int[] inImage,
      Map<Integer, SparseCounts> found) {
    GroundTruthTable truths = truth().groundTruths();
    int first = groups.truthStart(image);
    boolean[] taken = new boolean[groups.truthEnd(image) - first];
    for (int d = groups.detectionStart(image); d < groups.detectionEnd(image); d++) {
      int row = groups.detectionRow(d);
      if (detections.score(row) < minScore) {
        break;
      }
      double most = iou;
      int match = -1;
      for (int g = 0; g < taken.length; g++) {
        int object = groups.truthRow(first + g);
        boolean fits = pooled || truths.categoryId(object) == detections.categoryId(row);
        if (fits && !taken[g] && !excuses.optional(object)) {
          double overlap =
              CocoIou.of(detections.boxes(), 4 * row, truths.boxes(), 4 * object, false);
          if (overlap >= most) {
            most = overlap;
            match = g;
          }
        }
      }
      if (match >= 0) {
        taken[match] = true;
        int k = classOf(groups.truthRow(first + match));
        found.computeIfAbsent(k, key -> new SparseCounts()).add(inImage[k], 1);
      }
    }
  }

  @Override
  public byte[] reduce(int key, List<byte[]> fragments) {
    return SparseCounts.read(fragments).write();
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    DetectionTable none = new DetectionTable.Builder().build();
    ImageGroups groups = ImageGroups.of(truth(), none);
    SparseCounts[] images = new SparseCounts[classes.size()];
    Arrays.setAll(images, k -> new SparseCounts());
    int[] inImage = new int[classes.size()];
    for (int image = 0; image < truth().images().size(); image++) {
      count(groups, image, inImage, 1);
      for (int g = groups.truthStart(image); g < groups.truthEnd(image); g++) {
        int k = classOf(groups.truthRow(g));
        if (inImage[k] > 0) {
          images[k].add(inImage[k], 1);
          inImage[k] = 0;
        }
      }
    }
    SparseCounts[] found = new SparseCounts[classes.size()];
    Arrays.setAll(
        found,
        k -> SparseCounts.read(reduced.containsKey(k) ? List.of(reduced.get(k)) : List.of()));
    return new CountingResult(classes, images, found, iou, minScore);
  }
}
