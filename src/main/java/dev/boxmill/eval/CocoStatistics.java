package dev.boxmill.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** COCO's numbers, each the mean over all defined cells of a cut through the arrays. */
final class CocoStatistics {
  /** In place of an IoU threshold: all of them. */
  static final double ANY = Double.NaN;

  /** How far a threshold that was summed up may lie from the one meant. */
  private static final double ROUNDING = 1e-9;

  /** The detection limits that the reference's statistics ask for. */
  private static final int LIMIT = 100;

  private static final int KEYPOINT_LIMIT = 20;

  private final CocoParameters parameters;
  private final CategoryCells[] cells;

  CocoStatistics(CocoParameters parameters, CategoryCells... cells) {
    this.parameters = parameters;
    this.cells = cells;
  }

  /**
   * One of the numbers.
   *
   * @param limit index of the detection limit, -1 when there is none
   */
  private record Row(String name, String title, double iou, String area, int limit, double value) {}

  private List<Row> rows() {
    int most = parameters.maxDetectionsCount() - 1;
    if (parameters.task() == CocoTask.KEYPOINTS) {
      return keypointRows(strict() ? limitIndex(standardLimit()) : most);
    }
    return List.of(
        precisionRow("AP", ANY, "all", averageLimit()),
        precisionRow("AP50", 0.5, "all", most),
        precisionRow("AP75", 0.75, "all", most),
        precisionRow("APs", ANY, "small", most),
        precisionRow("APm", ANY, "medium", most),
        precisionRow("APl", ANY, "large", most),
        recallRow("AR1", ANY, "all", 0),
        recallRow("AR10", ANY, "all", Math.min(1, most)),
        recallRow("AR100", ANY, "all", most),
        recallRow("ARs", ANY, "small", most),
        recallRow("ARm", ANY, "medium", most),
        recallRow("ARl", ANY, "large", most));
  }

  private List<Row> keypointRows(int m) {
    return List.of(
        precisionRow("AP", ANY, "all", m),
        precisionRow("AP50", 0.5, "all", m),
        precisionRow("AP75", 0.75, "all", m),
        precisionRow("APm", ANY, "medium", m),
        precisionRow("APl", ANY, "large", m),
        recallRow("AR", ANY, "all", m),
        recallRow("AR50", 0.5, "all", m),
        recallRow("AR75", 0.75, "all", m),
        recallRow("ARm", ANY, "medium", m),
        recallRow("ARl", ANY, "large", m));
  }

  private Row precisionRow(String name, double iou, String area, int m) {
    return new Row(name, "Average Precision  (AP)", iou, area, m, precision(iou, area, m));
  }

  private Row recallRow(String name, double iou, String area, int m) {
    return new Row(name, "Average Recall     (AR)", iou, area, m, recall(iou, area, m));
  }

  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    rows().forEach(row -> values.put(row.name(), row.value()));
    return values;
  }

  /** The numbers as pycocotools prints them. */
  List<String> lines() {
    return rows().stream().map(this::line).toList();
  }

  private String line(Row row) {
    String iou =
        Double.isNaN(row.iou())
            ? String.format(
                Locale.ROOT,
                "%.2f:%.2f",
                parameters.iouThreshold(0),
                parameters.iouThreshold(parameters.iouCount() - 1))
            : String.format(Locale.ROOT, "%.2f", row.iou());
    return String.format(
        Locale.ROOT,
        " %s @[ IoU=%-9s | area=%6s | maxDets=%3d ] = %.3f",
        row.title(),
        iou,
        row.area(),
        row.limit() < 0 ? standardLimit() : parameters.maxDetections(row.limit()),
        row.value());
  }

  /** Mean precision at one IoU threshold or {@link #ANY}; -1 when nothing is defined. */
  double precision(double iou, String area, int m) {
    int a = parameters.areaIndex(area);
    if (a < 0 || m < 0) {
      return -1;
    }
    double[] defined = new double[parameters.iouCount() * RecallGrid.SIZE * cells.length];
    int n = 0;
    for (int t = 0; t < parameters.iouCount(); t++) {
      for (int r = 0; r < RecallGrid.SIZE && wanted(t, iou); r++) {
        for (CategoryCells k : cells) {
          double value = k.precision(t, r, a, m);
          if (value > -1) {
            defined[n++] = value;
          }
        }
      }
    }
    return Pairwise.mean(defined, n);
  }

  /** Mean recall at one IoU threshold or {@link #ANY}; -1 when nothing is defined. */
  double recall(double iou, String area, int m) {
    int a = parameters.areaIndex(area);
    if (a < 0 || m < 0) {
      return -1;
    }
    double[] defined = new double[parameters.iouCount() * cells.length];
    int n = 0;
    for (int t = 0; t < parameters.iouCount(); t++) {
      for (int c = 0; c < cells.length && wanted(t, iou); c++) {
        double value = cells[c].recall(t, a, m);
        if (value > -1) {
          defined[n++] = value;
        }
      }
    }
    return Pairwise.mean(defined, n);
  }

  /** Whether a number at an IoU threshold, or at {@link #ANY}, takes in the threshold t. */
  boolean wanted(int t, double iou) {
    double threshold = parameters.iouThreshold(t);
    return Double.isNaN(iou)
        || threshold == iou
        || (!strict() && Math.abs(threshold - iou) < ROUNDING);
  }

  private int standardLimit() {
    return parameters.task() == CocoTask.KEYPOINTS ? KEYPOINT_LIMIT : LIMIT;
  }

  /** Index of the detection limit at which AP is read, -1 when there is none. */
  int averageLimit() {
    return strict() ? limitIndex(standardLimit()) : parameters.maxDetectionsCount() - 1;
  }

  private boolean strict() {
    return parameters.mode() == Metric.Mode.STRICT;
  }

  private int limitIndex(int limit) {
    for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
      if (parameters.maxDetections(m) == limit) {
        return m;
      }
    }
    return -1;
  }
}
