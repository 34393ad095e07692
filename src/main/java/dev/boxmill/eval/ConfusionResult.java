package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A confusion matrix, by index of the true class and of the predicted one; the last: background.
 */
final class ConfusionResult implements MetricResult {
  private static final Category BACKGROUND = new Category(-1, "background", "");

  private final List<Category> classes;
  private final SparseCounts[] matrix;
  private final double iou;
  private final double minScore;
  private final long[] detections;

  ConfusionResult(List<Category> classes, SparseCounts[] matrix, double iou, double minScore) {
    this.classes = classes;
    this.matrix = matrix;
    this.iou = iou;
    this.minScore = minScore;
    this.detections = new long[classes.size() + 1];
    for (SparseCounts row : matrix) {
      row.byKey().forEach((predicted, count) -> detections[predicted] += count);
    }
  }

  @Override
  public String metric() {
    return "confusion";
  }

  private Category category(int k) {
    return k == classes.size() ? BACKGROUND : classes.get(k);
  }

  private static double share(long part, long of) {
    return of == 0 ? -1 : (double) part / of;
  }

  @Override
  public Map<String, Double> statistics() {
    long right = 0;
    long objects = 0;
    long given = 0;
    for (int k = 0; k < classes.size(); k++) {
      right += matrix[k].count(k);
      objects += matrix[k].sum();
      given += detections[k];
    }
    long found = objects - detections[classes.size()];
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("precision", share(right, given));
    values.put("recall", share(right, objects));
    values.put("F1", share(2 * right, given + objects));
    values.put("misclassified", share(found - right, found));
    return values;
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> pairs = new ArrayList<>();
    for (int k = 0; k < matrix.length; k++) {
      Category of = category(k);
      matrix[k]
          .byKey()
          .forEach(
              (predicted, count) -> {
                Category as = category(predicted);
                pairs.add(List.of(of.id(), of.name(), as.id(), as.name(), count));
              });
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      int other = mostConfusedWith(k);
      rows.add(
          List.of(
              classes.get(k).id(),
              classes.get(k).name(),
              share(matrix[k].count(k), detections[k]),
              share(matrix[k].count(k), matrix[k].sum()),
              matrix[k].sum(),
              detections[k],
              other < 0 ? "" : classes.get(other).name(),
              other < 0 ? 0L : matrix[k].count(other)));
    }
    return List.of(
        new ResultTable(
            "confusion",
            List.of("trueId", "trueName", "predictedId", "predictedName", "count"),
            pairs),
        new ResultTable(
            "perClass",
            List.of(
                "categoryId",
                "name",
                "precision",
                "recall",
                "groundTruths",
                "detections",
                "mostConfusedWith",
                "confusions"),
            rows));
  }

  /** The class that objects of class k are taken for most often, the first of equals; or -1. */
  private int mostConfusedWith(int k) {
    int most = -1;
    for (Map.Entry<Integer, Long> entry : matrix[k].byKey().entrySet()) {
      int other = entry.getKey();
      boolean wrong = other != k && other != classes.size();
      if (wrong && (most < 0 || entry.getValue() > matrix[k].count(most))) {
        most = other;
      }
    }
    return most;
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "Confusion at IoU > %.2f, score >= %.2f", iou, minScore));
    statistics()
        .forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%14s %.3f", name, value)));
    return lines;
  }
}
