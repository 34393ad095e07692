package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an LVIS evaluation measured: COCO's arrays at one detection limit, and their means over all
 * classes and over the rare, common and frequent ones. -1 where there is nothing to find.
 */
final class LvisResult implements MetricResult {
  private final CocoParameters parameters;
  private final List<Category> classes;
  private final CategoryCells[] cells;
  private final CocoResult arrays;

  LvisResult(CocoParameters parameters, List<Category> classes, CategoryCells... cells) {
    this.parameters = parameters;
    this.classes = classes;
    this.cells = cells;
    this.arrays =
        new CocoResult(
            "lvis",
            parameters,
            classes,
            new CocoSamples(parameters, Resampling.none(), null, classes, cells),
            cells);
  }

  @Override
  public String metric() {
    return "lvis";
  }

  @Override
  public Map<String, Double> statistics() {
    CocoStatistics all = new CocoStatistics(parameters, cells);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("AP", all.precision(CocoStatistics.ANY, "all", 0));
    values.put("AP50", all.precision(0.5, "all", 0));
    values.put("AP75", all.precision(0.75, "all", 0));
    values.put("APs", all.precision(CocoStatistics.ANY, "small", 0));
    values.put("APm", all.precision(CocoStatistics.ANY, "medium", 0));
    values.put("APl", all.precision(CocoStatistics.ANY, "large", 0));
    for (String frequency : List.of("r", "c", "f")) {
      values.put("AP" + frequency, averagePrecision(frequency));
    }
    values.put("AR300", all.recall(CocoStatistics.ANY, "all", 0));
    values.put("ARs", all.recall(CocoStatistics.ANY, "small", 0));
    values.put("ARm", all.recall(CocoStatistics.ANY, "medium", 0));
    values.put("ARl", all.recall(CocoStatistics.ANY, "large", 0));
    return values;
  }

  /** AP of the classes of a frequency. */
  private double averagePrecision(String frequency) {
    List<CategoryCells> some = new ArrayList<>();
    for (int k = 0; k < cells.length; k++) {
      if (classes.get(k).frequency().equals(frequency)) {
        some.add(cells[k]);
      }
    }
    return new CocoStatistics(parameters, some.toArray(new CategoryCells[0]))
        .precision(CocoStatistics.ANY, "all", 0);
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    statistics()
        .forEach(
            (name, value) -> lines.add(String.format(Locale.ROOT, " %-5s = %.3f", name, value)));
    return lines;
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < cells.length; k++) {
      CocoStatistics one = new CocoStatistics(parameters, cells[k]);
      rows.add(
          List.of(
              classes.get(k).id(),
              classes.get(k).name(),
              classes.get(k).frequency(),
              one.precision(CocoStatistics.ANY, "all", 0),
              one.precision(0.5, "all", 0),
              one.recall(CocoStatistics.ANY, "all", 0),
              cells[k].groundTruths(),
              cells[k].detections()));
    }
    List<String> columns =
        List.of(
            "categoryId", "name", "frequency", "AP", "AP50", "AR300", "groundTruths", "detections");
    return List.of(new ResultTable("perClass", columns, rows));
  }

  @Override
  public List<Curve> curves() {
    return arrays.curves();
  }
}
