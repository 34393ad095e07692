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
import java.util.Map;
import java.util.TreeMap;

/** A small ground truth and detections, written down object by object. */
final class RankedScene {
  private final ImageTable images;
  private final List<Category> categories;
  private final GroundTruthTable.Builder truths = new GroundTruthTable.Builder();
  private final DetectionTable.Builder detections = new DetectionTable.Builder();
  private ImageLabels labels;

  /** Images 1 to n; categories with ids 1 and up, "name" or "name<supercategory". */
  RankedScene(int n, String... names) {
    ImageInfo[] all = new ImageInfo[n];
    for (int i = 0; i < n; i++) {
      all[i] = new ImageInfo(i + 1, "", 0, 0);
    }
    images = ImageTable.of(all);
    categories = new ArrayList<>();
    for (String name : names) {
      String[] part = name.split("<", 2);
      categories.add(new Category(categories.size() + 1, part[0], part.length == 1 ? "" : part[1]));
    }
  }

  /** Category ids by image: verified to be there, and verified not to be. */
  RankedScene labels(int[][] present, int[][] absent) {
    labels = ImageLabels.of(present, absent, new int[present.length][]);
    return this;
  }

  RankedScene object(
      int image, int category, double x, double y, double w, double h, Flag... flags) {
    int bits = 0;
    for (Flag flag : flags) {
      bits |= flag.bit();
    }
    truths.add(
        new GroundTruth(truths.size() + 1, image, category, x, y, w, h, w * h, bits, null, null));
    return this;
  }

  RankedScene found(int image, int category, double score, double x, double y, double w, double h) {
    detections.add(image, category, x, y, w, h, score, detections.size());
    return this;
  }

  Annotations truth() {
    return new Annotations(images, categories, truths.build(), labels);
  }

  /** Evaluates all detections at once; the scene is used up. */
  MetricResult evaluate(Metric metric, EvaluationOptions options) {
    Metric.Evaluation evaluation = metric.start(truth(), options);
    evaluation.add(detections.build());
    return evaluation.result();
  }

  /** Evaluates image by image elsewhere, and reduces by key; the scene is used up. */
  MetricResult evaluateApart(Metric metric, EvaluationOptions options) {
    Annotations truth = truth();
    DetectionTable all = detections.build();
    Map<Integer, List<byte[]>> fragments = new TreeMap<>();
    for (int i = images.size() - 1; i >= 0; i--) {
      DetectionTable.Builder some = new DetectionTable.Builder();
      for (int row = 0; row < all.size(); row++) {
        if (all.imageId(row) == images.id(i)) {
          some.add(all, row);
        }
      }
      Metric.Evaluation part = metric.start(truth, options);
      part.add(some.build());
      part.close()
          .forEach((key, f) -> fragments.computeIfAbsent(key, k -> new ArrayList<>()).add(f));
    }
    Metric.Evaluation whole = metric.start(truth, options);
    fragments.forEach(
        (key, list) -> whole.mergeReduced(key, metric.start(truth, options).reduce(key, list)));
    return whole.result();
  }

  /** A column of the row of a class. */
  static Object cell(MetricResult result, int category, String column) {
    ResultTable table = result.tables().get(0);
    return table.rows().stream()
        .filter(row -> row.get(0).equals(category))
        .findFirst()
        .orElseThrow()
        .get(table.columns().indexOf(column));
  }
}
