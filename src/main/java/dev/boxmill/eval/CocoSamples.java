package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What samples of the images make of a COCO result: confidence intervals by the percentile
 * bootstrap (Efron and Tibshirani 1993, chapter 13), and the numbers of slices. A sample's number
 * is the mean over the classes that have something to find in it.
 */
final class CocoSamples {
  private final CocoParameters parameters;
  private final List<SampledStatistic> statistics;
  private final Resampling resampling;
  private final ImageWeights weights;
  private final List<Category> classes;
  private final CategoryCells[] cells;

  CocoSamples(
      CocoParameters parameters,
      Resampling resampling,
      ImageWeights weights,
      List<Category> classes,
      CategoryCells... cells) {
    this.parameters = parameters;
    this.statistics = SampledStatistic.of(parameters);
    this.resampling = resampling;
    this.weights = weights;
    this.classes = classes;
    this.cells = cells;
  }

  Resampling resampling() {
    return resampling;
  }

  List<String> names() {
    return statistics.stream().map(SampledStatistic::name).toList();
  }

  /** A statistic in every bootstrap draw; -1 in draws without anything to find. */
  double[] draws(int statistic) {
    double[] values = new double[weights.replicates()];
    Arrays.setAll(values, draw -> mean(draw, statistic));
    return values;
  }

  /** A statistic of one class in every bootstrap draw. */
  double[] draws(int statistic, int k) {
    double[] values = new double[weights.replicates()];
    Arrays.setAll(values, draw -> cells[k].samples()[draw * statistics.size() + statistic]);
    return values;
  }

  private double mean(int sample, int statistic) {
    double sum = 0;
    int n = 0;
    for (CategoryCells k : cells) {
      double value = k.samples()[sample * statistics.size() + statistic];
      if (value > -1) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? -1 : sum / n;
  }

  /** The tables that were asked for. */
  List<ResultTable> tables(Map<String, Double> whole) {
    List<ResultTable> tables = new ArrayList<>();
    if (weights.replicates() > 0) {
      tables.add(intervals(whole));
    }
    List<List<Object>> slices = slices();
    if (!slices.isEmpty()) {
      List<String> columns = new ArrayList<>(List.of("slice", "value", "images"));
      columns.addAll(names());
      tables.add(new ResultTable("slices", columns, slices));
    }
    return tables;
  }

  private ResultTable intervals(Map<String, Double> whole) {
    List<List<Object>> rows = new ArrayList<>();
    for (int s = 0; s < statistics.size(); s++) {
      Interval interval = Interval.of(draws(s), resampling.confidence());
      rows.add(
          List.of(
              statistics.get(s).name(),
              whole.get(statistics.get(s).name()),
              interval.low(),
              interval.high(),
              interval.mean(),
              interval.deviation(),
              interval.draws()));
    }
    return new ResultTable(
        "intervals",
        List.of("statistic", "value", "low", "high", "mean", "standardError", "draws"),
        rows);
  }

  private List<List<Object>> slices() {
    List<List<Object>> rows = new ArrayList<>();
    int[] counts = new int[weights.images()];
    for (int p = 0; p < weights.parts().size(); p++) {
      ImageWeights.Part part = weights.parts().get(p);
      int sample = weights.replicates() + p;
      weights.fill(sample, counts);
      List<Object> row = new ArrayList<>();
      row.add(part.slice().name());
      row.add(part.text());
      row.add(Arrays.stream(counts).sum());
      for (int s = 0; s < statistics.size(); s++) {
        row.add(mean(sample, s));
      }
      rows.add(row);
    }
    if (resampling.slices().contains(Resampling.SUPERCATEGORY)) {
      supercategories(rows);
    }
    return rows;
  }

  private void supercategories(List<List<Object>> rows) {
    Map<String, List<CategoryCells>> groups = new TreeMap<>();
    for (int k = 0; k < cells.length; k++) {
      String group = classes.get(k).supercategory();
      String name = group.isEmpty() ? ImageSlice.NONE : group;
      groups.computeIfAbsent(name, g -> new ArrayList<>()).add(cells[k]);
    }
    groups.forEach(
        (name, group) -> {
          CocoStatistics of = new CocoStatistics(parameters, group.toArray(new CategoryCells[0]));
          List<Object> row = new ArrayList<>();
          row.add(Resampling.SUPERCATEGORY);
          row.add(name);
          row.add(weights.images());
          Map<String, Double> values = of.values();
          names().forEach(statistic -> row.add(values.get(statistic)));
          rows.add(row);
        });
  }

  /** The intervals as a person reads them. */
  List<String> lines(Map<String, Double> whole) {
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < statistics.size() && weights.replicates() > 0; s++) {
      Interval interval = Interval.of(draws(s), resampling.confidence());
      if (interval.draws() > 0) {
        String name = statistics.get(s).name();
        lines.add(interval.line(name, whole.get(name), resampling.confidence()));
      }
    }
    return lines;
  }
}
