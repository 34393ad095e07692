package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What TIDE measured: AP and the AP that each kind of error costs, on 0..100. */
final class TideResult implements MetricResult {
  private static final List<String> SPECIAL = List.of("FalsePos", "FalseNeg");

  private final List<Category> categories;
  private final TideClass[] classes;
  private final double positive;
  private final Metric.Mode mode;
  private final double[] means = new double[TideClass.CASES];

  TideResult(List<Category> categories, TideClass[] classes, double positive, Metric.Mode mode) {
    this.categories = categories;
    this.classes = classes;
    this.positive = positive;
    this.mode = mode;
    for (int c = 0; c < means.length; c++) {
      means[c] = mean(c);
    }
  }

  /** Mean over classes with something to find; the reference asks for objects or detections. */
  private double mean(int aCase) {
    double sum = 0;
    int defined = 0;
    for (TideClass k : classes) {
      boolean counts = mode == Metric.Mode.STRICT ? k.ap(aCase) >= 0 : k.toFind(aCase) > 0;
      if (counts) {
        sum += k.ap(aCase);
        defined++;
      }
    }
    return defined == 0 ? -1 : sum / defined;
  }

  @Override
  public String metric() {
    return "tide";
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("AP", means[0]);
    for (TideError error : TideError.ALL) {
      values.put("dAP" + error.label(), cost(error));
    }
    values.put("dAPFalsePos", specialCost(TideClass.FALSE_POS));
    values.put("dAPFalseNeg", specialCost(TideClass.FALSE_NEG));
    return values;
  }

  /** A negative cost comes of ties alone, or of another set of classes in the mean: 0. */
  private double cost(TideError error) {
    double mended = means[TideClass.caseOf(error)];
    return mended < 0 || means[0] < 0 ? -1 : Math.max(mended - means[0], 0);
  }

  private double specialCost(int aCase) {
    return means[aCase] < 0 || means[0] < 0 ? -1 : means[aCase] - means[0];
  }

  @Override
  public List<ResultTable> tables() {
    return List.of(errors(), perClass());
  }

  private ResultTable errors() {
    List<List<Object>> rows = new ArrayList<>();
    for (TideError error : TideError.ALL) {
      long count = 0;
      for (TideClass k : classes) {
        count += k.count(error);
      }
      rows.add(List.of(error.label(), count, cost(error)));
    }
    long falsePositives = 0;
    long notFound = 0;
    for (TideClass k : classes) {
      falsePositives += k.falsePositives();
      notFound += k.positives() - k.hits();
    }
    rows.add(List.of("FalsePos", falsePositives, specialCost(TideClass.FALSE_POS)));
    rows.add(List.of("FalseNeg", notFound, specialCost(TideClass.FALSE_NEG)));
    return new ResultTable("errors", List.of("type", "count", "dAP"), rows);
  }

  private ResultTable perClass() {
    List<String> columns = new ArrayList<>(List.of("categoryId", "name", "AP"));
    TideError.ALL.forEach(error -> columns.add("dAP" + error.label()));
    SPECIAL.forEach(special -> columns.add("dAP" + special));
    TideError.ALL.forEach(error -> columns.add("count" + error.label()));
    columns.addAll(List.of("groundTruths", "detections"));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < classes.length; i++) {
      TideClass k = classes[i];
      List<Object> row = new ArrayList<>();
      row.add(categories.get(i).id());
      row.add(categories.get(i).name());
      row.add(k.positives() == 0 ? -1.0 : k.ap(0));
      for (int c = 1; c < TideClass.CASES; c++) {
        double won = k.ap(c) - k.ap(0);
        boolean special = c >= TideClass.FALSE_POS;
        row.add(k.toFind(c) == 0 ? -1.0 : special ? won : Math.max(won, 0));
      }
      for (TideError error : TideError.ALL) {
        row.add(k.count(error));
      }
      row.add(k.positives());
      row.add(k.detections());
      rows.add(row);
    }
    return new ResultTable("perClass", columns, rows);
  }

  /** The tables that tidecv prints. */
  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "bbox AP @ %.0f: %.2f", positive * 100, means[0]));
    List<String> labels = TideError.ALL.stream().map(TideError::label).toList();
    lines.addAll(table("Main Errors", labels, TideError.ALL.stream().map(this::cost).toList()));
    lines.addAll(
        table(
            "Special Errors",
            SPECIAL,
            List.of(specialCost(TideClass.FALSE_POS), specialCost(TideClass.FALSE_NEG))));
    return lines;
  }

  private static List<String> table(String title, List<String> labels, List<Double> costs) {
    StringBuilder types = new StringBuilder("  Type");
    StringBuilder values = new StringBuilder("   dAP");
    for (int i = 0; i < labels.size(); i++) {
      types.append(String.format(Locale.ROOT, " %9s", labels.get(i)));
      values.append(String.format(Locale.ROOT, " %9.2f", costs.get(i)));
    }
    String rule = "-".repeat(types.length());
    return List.of("", title, rule, types.toString(), values.toString(), rule);
  }
}
