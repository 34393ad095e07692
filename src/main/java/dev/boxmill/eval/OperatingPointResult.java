package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Curves of all classes, and the confidence at which their mean F1 is best. */
final class OperatingPointResult implements MetricResult {
  /** Width of the box that smooths mean F1, in points of the grid. */
  private static final int BOX = 101;

  private final List<Category> classes;
  private final int[] objects;
  private final ConfidenceCurve[] curves;

  /** Indexes of classes that have objects; the others take no part in means. */
  private final int[] defined;

  private final int best;

  OperatingPointResult(List<Category> classes, int[] objects, ConfidenceCurve[] curves) {
    this.classes = classes;
    this.objects = objects;
    this.curves = curves;
    this.defined = IntStream.range(0, objects.length).filter(k -> objects[k] > 0).toArray();
    this.best = best();
  }

  @Override
  public String metric() {
    return "operating-point";
  }

  @FunctionalInterface
  private interface Value {
    double of(ConfidenceCurve curve);
  }

  private double mean(Value value) {
    double sum = 0;
    for (int k : defined) {
      sum += value.of(curves[k]);
    }
    return defined.length == 0 ? -1 : sum / defined.length;
  }

  /** First maximum of mean F1 after smoothing; beyond the ends it goes on as at the ends. */
  private int best() {
    double[] f1 = new double[ConfidenceCurve.POINTS];
    for (int point = 0; point < f1.length; point++) {
      int at = point;
      f1[point] = mean(curve -> curve.f1(at));
    }
    int first = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int point = 0; point < f1.length; point++) {
      double sum = 0;
      for (int i = point - BOX / 2; i <= point + BOX / 2; i++) {
        sum += f1[Math.min(Math.max(i, 0), f1.length - 1)];
      }
      if (sum > most) {
        most = sum;
        first = point;
      }
    }
    return first;
  }

  private static double map(ConfidenceCurve curve) {
    double sum = 0;
    for (int t = 0; t < curve.thresholds(); t++) {
      sum += curve.averagePrecision(t);
    }
    return sum / curve.thresholds();
  }

  private static int ownBest(ConfidenceCurve curve) {
    int first = 0;
    for (int point = 1; point < ConfidenceCurve.POINTS; point++) {
      if (curve.f1(point) > curve.f1(first)) {
        first = point;
      }
    }
    return first;
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("precision", mean(curve -> curve.precision(best)));
    values.put("recall", mean(curve -> curve.recall(best)));
    values.put("F1", mean(curve -> curve.f1(best)));
    values.put("bestConfidence", defined.length == 0 ? -1 : ConfidenceCurve.confidence(best));
    values.put("mAP50", mean(curve -> curve.averagePrecision(0)));
    values.put("mAP50-95", mean(OperatingPointResult::map));
    return values;
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> classRows = new ArrayList<>();
    for (int k = 0; k < curves.length; k++) {
      ConfidenceCurve curve = curves[k];
      boolean known = objects[k] > 0;
      classRows.add(
          List.of(
              classes.get(k).id(),
              classes.get(k).name(),
              known ? curve.precision(best) : -1.0,
              known ? curve.recall(best) : -1.0,
              known ? curve.f1(best) : -1.0,
              known ? curve.averagePrecision(0) : -1.0,
              known ? map(curve) : -1.0,
              known ? ConfidenceCurve.confidence(ownBest(curve)) : -1.0,
              objects[k]));
    }
    List<List<Object>> points = new ArrayList<>();
    for (int point = 0; point < ConfidenceCurve.POINTS; point++) {
      int at = point;
      points.add(
          List.of(
              ConfidenceCurve.confidence(point),
              mean(curve -> curve.precision(at)),
              mean(curve -> curve.recall(at)),
              mean(curve -> curve.f1(at))));
    }
    return List.of(
        new ResultTable(
            "perClass",
            List.of(
                "categoryId",
                "name",
                "precision",
                "recall",
                "F1",
                "mAP50",
                "mAP50-95",
                "bestConfidence",
                "groundTruths"),
            classRows),
        new ResultTable("confidence", List.of("confidence", "precision", "recall", "F1"), points));
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("Operating point: the confidence at which mean F1 is best");
    statistics()
        .forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%14s %.3f", name, value)));
    return lines;
  }
}
