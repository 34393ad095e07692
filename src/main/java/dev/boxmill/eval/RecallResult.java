package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Recall by the number of detections that count; -1 where there is nothing to find. */
final class RecallResult implements MetricResult {
  private static final double HALF = 0.5;
  private static final double ROUNDING = 1e-9;

  private final CocoParameters parameters;
  private final List<Category> classes;
  private final long[] objects;
  private final double[][][] recall;

  /**
   * @param objects that must be found, by class
   * @param recall by class, limit and threshold
   */
  RecallResult(
      CocoParameters parameters, List<Category> classes, long[] objects, double[][][] recall) {
    this.parameters = parameters;
    this.classes = classes;
    this.objects = objects;
    this.recall = recall;
  }

  @Override
  public String metric() {
    return "recall";
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
      values.put("AR" + parameters.maxDetections(m), mean(m, false, recall));
    }
    return values;
  }

  /** Mean over thresholds, or that of .5 alone, and over classes that have objects. */
  private double mean(int m, boolean half, double[][]... of) {
    double[] defined = new double[parameters.iouCount() * of.length];
    int n = 0;
    for (int t = 0; t < parameters.iouCount(); t++) {
      boolean wanted = !half || Math.abs(parameters.iouThreshold(t) - HALF) < ROUNDING;
      for (double[][] k : of) {
        if (wanted && k[m][t] >= 0) {
          defined[n++] = k[m][t];
        }
      }
    }
    return Pairwise.mean(defined, n);
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> byLimit = new ArrayList<>();
    for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
      byLimit.add(
          List.of(parameters.maxDetections(m), mean(m, false, recall), mean(m, true, recall)));
    }
    List<String> names = new ArrayList<>(List.of("categoryId", "name", "groundTruths"));
    names.addAll(statistics().keySet());
    List<List<Object>> perClass = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      List<Object> row = new ArrayList<>();
      row.addAll(List.of(classes.get(k).id(), classes.get(k).name(), objects[k]));
      for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
        row.add(mean(m, false, recall[k]));
      }
      perClass.add(row);
    }
    return List.of(
        new ResultTable("byLimit", List.of("maxDetections", "AR", "AR50"), byLimit),
        new ResultTable("perClass", names, perClass));
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("Recall with at most so many detections an image and class");
    statistics()
        .forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%14s %.3f", name, value)));
    return lines;
  }
}
