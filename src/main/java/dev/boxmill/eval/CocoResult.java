package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a COCO evaluation measured. Arrays are in row-major order over T IoU thresholds, 101 recall
 * levels, K classes (ascending by id), A area ranges and M detection limits, as pycocotools has
 * them; -1 where a class has nothing to find.
 */
public final class CocoResult implements MetricResult {
  private final String id;
  private final CocoParameters parameters;
  private final List<Category> classes;
  private final CategoryCells[] cells;
  private final CocoStatistics statistics;
  private final CocoSamples samples;

  CocoResult(
      String id,
      CocoParameters parameters,
      List<Category> classes,
      CocoSamples samples,
      CategoryCells... cells) {
    this.id = id;
    this.parameters = parameters;
    this.classes = classes;
    this.cells = cells;
    this.samples = samples;
    this.statistics = new CocoStatistics(parameters, cells);
  }

  /** {@return what was measured, and so T, A and M} */
  public CocoParameters parameters() {
    return parameters;
  }

  @Override
  public String metric() {
    return id;
  }

  @Override
  public Map<String, Double> statistics() {
    return statistics.values();
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>(statistics.lines());
    lines.addAll(samples.lines(statistics.values()));
    return lines;
  }

  /** What draws and slices of the images make of it. */
  CocoSamples samples() {
    return samples;
  }

  /** {@return interpolated precision, [T][101][K][A][M]; a new array} */
  public double[] precision() {
    return spread(CategoryCells::precision);
  }

  /**
   * {@return the score at which a recall level is reached, [T][101][K][A][M]; 0 where it is not}
   */
  public double[] scores() {
    return spread(CategoryCells::score);
  }

  /** {@return recall over all detections within the limit, [T][K][A][M]} */
  public double[] recall() {
    double[] values =
        new double
            [parameters.iouCount()
                * cells.length
                * parameters.areaCount()
                * parameters.maxDetectionsCount()];
    int at = 0;
    for (int t = 0; t < parameters.iouCount(); t++) {
      for (CategoryCells k : cells) {
        for (int a = 0; a < parameters.areaCount(); a++) {
          for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
            values[at++] = k.recall(t, a, m);
          }
        }
      }
    }
    return values;
  }

  @FunctionalInterface
  private interface Cell {
    double of(CategoryCells cells, int t, int r, int a, int m);
  }

  private double[] spread(Cell cell) {
    double[] values =
        new double
            [Math.multiplyExact(
                parameters.iouCount() * RecallGrid.SIZE * parameters.areaCount(),
                cells.length * parameters.maxDetectionsCount())];
    int at = 0;
    for (int t = 0; t < parameters.iouCount(); t++) {
      for (int r = 0; r < RecallGrid.SIZE; r++) {
        for (CategoryCells k : cells) {
          for (int a = 0; a < parameters.areaCount(); a++) {
            for (int m = 0; m < parameters.maxDetectionsCount(); m++) {
              values[at++] = cell.of(k, t, r, a, m);
            }
          }
        }
      }
    }
    return values;
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> rows = new ArrayList<>();
    for (ClassScore c : perClass()) {
      rows.add(
          List.of(
              c.categoryId(),
              c.name(),
              c.ap(),
              c.ap50(),
              c.ar100(),
              c.groundTruths(),
              c.detections()));
    }
    String recall = parameters.task() == CocoTask.KEYPOINTS ? "AR" : "AR100";
    List<ResultTable> tables = new ArrayList<>();
    tables.add(
        new ResultTable(
            "perClass",
            List.of("categoryId", "name", "AP", "AP50", recall, "groundTruths", "detections"),
            rows));
    tables.addAll(samples.tables(statistics.values()));
    return tables;
  }

  /** {@return one entry a class, ascending by category id} */
  public List<ClassScore> perClass() {
    int most = parameters.maxDetectionsCount() - 1;
    List<ClassScore> scores = new ArrayList<>();
    for (int k = 0; k < cells.length; k++) {
      CocoStatistics one = new CocoStatistics(parameters, cells[k]);
      scores.add(
          new ClassScore(
              classes.get(k).id(),
              classes.get(k).name(),
              one.precision(CocoStatistics.ANY, "all", most),
              one.precision(0.5, "all", most),
              one.recall(CocoStatistics.ANY, "all", most),
              cells[k].groundTruths(),
              cells[k].detections()));
    }
    return scores;
  }

  @Override
  public List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    for (int t = 0; t < parameters.iouCount(); t++) {
      curves.add(curve(Curve.MEAN, "mean", t, cells));
    }
    for (int k = 0; k < cells.length; k++) {
      for (int t = 0; t < parameters.iouCount(); t++) {
        curves.add(curve(classes.get(k).id(), classes.get(k).name(), t, cells[k]));
      }
    }
    return curves;
  }

  /** The curve of one class, or the mean over several; a mean has no score. */
  private Curve curve(int categoryId, String name, int t, CategoryCells... of) {
    int a = Math.max(0, parameters.areaIndex("all"));
    int m = parameters.maxDetectionsCount() - 1;
    List<Curve.Point> points = new ArrayList<>();
    double[] defined = new double[of.length];
    for (int r = 0; r < RecallGrid.SIZE; r++) {
      int n = 0;
      for (CategoryCells k : of) {
        double precision = k.precision(t, r, a, m);
        if (precision > -1) {
          defined[n++] = precision;
        }
      }
      double score = categoryId == Curve.MEAN ? -1 : of[0].score(t, r, a, m);
      points.add(new Curve.Point(RecallGrid.level(r), Pairwise.mean(defined, n), score));
    }
    return new Curve(categoryId, name, parameters.iouThreshold(t), points);
  }
}
