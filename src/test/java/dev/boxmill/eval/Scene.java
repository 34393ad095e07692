package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Small worked cases. Every box is 10 high and starts at the top; IoU is that of its extent from
 * left to right. Classes: cat 1 and dog 2 (animals), car 7 (no supercategory), bus 9 (vehicle).
 */
final class Scene {
  static final int CAT = 1;
  static final int DOG = 2;
  static final int CAR = 7;
  static final int BUS = 9;

  private final GroundTruthTable.Builder objects = new GroundTruthTable.Builder();
  private final DetectionTable.Builder detections = new DetectionTable.Builder();
  private final List<ImageInfo> images = new ArrayList<>();
  private ImageLabels labels;

  /** Images 1 to n. */
  Scene(int n) {
    for (int i = 1; i <= n; i++) {
      images.add(new ImageInfo(i, i + ".jpg", 1000, 10));
    }
  }

  Scene object(int image, int category, double left, double right, Flag... flags) {
    int bits = 0;
    for (Flag flag : flags) {
      bits |= flag.bit();
    }
    double w = right - left;
    long id = objects.size() + 1L;
    objects.add(new GroundTruth(id, image, category, left, 0, w, 10, 10 * w, bits, null, null));
    return this;
  }

  /** Ranks are in the order of calls. */
  Scene detection(int image, int category, double score, double left, double right) {
    detections.add(image, category, left, 0, right - left, 10, score, detections.size());
    return this;
  }

  Scene labels(ImageLabels known) {
    labels = known;
    return this;
  }

  MetricResult evaluate(String protocol, EvaluationOptions options) {
    Annotations truth =
        new Annotations(
            ImageTable.of(images.toArray(new ImageInfo[0])),
            List.of(
                new Category(CAT, "cat", "animal"),
                new Category(DOG, "dog", "animal"),
                new Category(CAR, "car", ""),
                new Category(BUS, "bus", "vehicle")),
            objects.build(),
            labels);
    Metric.Evaluation evaluation = Metrics.find(protocol).start(truth, options);
    evaluation.add(detections.build());
    return evaluation.result();
  }

  MetricResult evaluate(String protocol) {
    return evaluate(protocol, EvaluationOptions.standard());
  }

  /** A table's rows. */
  static List<List<Object>> rows(MetricResult result, String table) {
    return result.tables().stream()
        .filter(t -> t.name().equals(table))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no table " + table))
        .rows();
  }
}
