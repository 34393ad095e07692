package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many of the best detections of each class are of each kind. */
final class HoiemResult implements MetricResult {
  private static final DetectionKind[] KINDS = DetectionKind.values();

  private final List<Category> classes;
  private final int[] objects;
  private final int[][] counts;
  private final double iou;

  /**
   * @param objects to be found, by class
   * @param counts by class and kind
   */
  HoiemResult(List<Category> classes, int[] objects, int[][] counts, double iou) {
    this.classes = classes;
    this.objects = objects;
    this.counts = counts;
    this.iou = iou;
  }

  @Override
  public String metric() {
    return "hoiem";
  }

  /** Detections of a class that were looked at. */
  private long seen(int k) {
    long sum = 0;
    for (int count : counts[k]) {
      sum += count;
    }
    return sum;
  }

  private double share(int k, DetectionKind kind) {
    long seen = seen(k);
    return seen == 0 ? -1 : (double) counts[k][kind.mark()] / seen;
  }

  /** Over classes of which a detection was looked at. */
  private double meanShare(DetectionKind kind) {
    double[] shares = new double[counts.length];
    int n = 0;
    for (int k = 0; k < counts.length; k++) {
      double share = share(k, kind);
      if (share >= 0) {
        shares[n++] = share;
      }
    }
    return Pairwise.mean(shares, n);
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (DetectionKind kind : KINDS) {
      values.put(kind.label(), meanShare(kind));
    }
    return values;
  }

  @Override
  public List<ResultTable> tables() {
    return List.of(overall(), perClass());
  }

  private ResultTable overall() {
    long all = 0;
    for (int k = 0; k < counts.length; k++) {
      all += seen(k);
    }
    List<List<Object>> rows = new ArrayList<>();
    for (DetectionKind kind : KINDS) {
      long count = 0;
      for (int[] ofClass : counts) {
        count += ofClass[kind.mark()];
      }
      double share = all == 0 ? -1 : (double) count / all;
      rows.add(List.of(kind.label(), count, share, meanShare(kind)));
    }
    return new ResultTable("overall", List.of("kind", "count", "share", "meanShare"), rows);
  }

  private ResultTable perClass() {
    List<String> columns =
        new ArrayList<>(List.of("categoryId", "name", "groundTruths", "detections"));
    for (DetectionKind kind : KINDS) {
      columns.add(kind.label());
    }
    for (DetectionKind kind : KINDS) {
      columns.add(kind.label() + "Share");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      List<Object> row = new ArrayList<>();
      row.add(classes.get(k).id());
      row.add(classes.get(k).name());
      row.add(objects[k]);
      row.add(seen(k));
      for (int count : counts[k]) {
        row.add(count);
      }
      for (DetectionKind kind : KINDS) {
        row.add(share(k, kind));
      }
      rows.add(row);
    }
    return new ResultTable("perClass", columns, rows);
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "Best detections of a class by kind, mean over classes, IoU %.2f", iou));
    statistics()
        .forEach((name, value) -> lines.add(String.format(Locale.ROOT, "%14s %.3f", name, value)));
    return lines;
  }
}
