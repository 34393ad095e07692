package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** PQ, SQ and RQ over all classes, things and stuff; classes that never occur are left out. */
record PanopticResult(List<Row> rows) implements MetricResult {
  private static final List<String> GROUPS = List.of("All", "Things", "Stuff");

  /** A class. */
  record Row(Category category, PanopticClass.Totals totals) {

    boolean occurs() {
      return totals.truePositives() + totals.falsePositives() + totals.falseNegatives() > 0;
    }

    private double weight() {
      return totals.truePositives() + .5 * totals.falsePositives() + .5 * totals.falseNegatives();
    }

    double pq() {
      return occurs() ? totals.iou() / weight() : -1;
    }

    double sq() {
      return !occurs()
          ? -1
          : totals.truePositives() == 0 ? 0 : totals.iou() / totals.truePositives();
    }

    double rq() {
      return occurs() ? totals.truePositives() / weight() : -1;
    }
  }

  /** A group's means, -1 without classes. */
  private record Means(double pq, double sq, double rq, int classes) {}

  private Means means(String group) {
    Predicate<Row> in =
        row ->
            row.occurs()
                && (group.equals("All") || row.category().thing() == group.equals("Things"));
    double pq = 0;
    double sq = 0;
    double rq = 0;
    int n = 0;
    for (Row row : rows) {
      if (in.test(row)) {
        pq += row.pq();
        sq += row.sq();
        rq += row.rq();
        n++;
      }
    }
    return n == 0 ? new Means(-1, -1, -1, 0) : new Means(pq / n, sq / n, rq / n, n);
  }

  @Override
  public String metric() {
    return PanopticQuality.ID;
  }

  @Override
  public Map<String, Double> statistics() {
    Map<String, Double> statistics = new LinkedHashMap<>();
    for (String group : GROUPS) {
      Means means = means(group);
      String suffix = group.equals("All") ? "" : group.toLowerCase(Locale.ROOT);
      statistics.put("PQ" + suffix, means.pq());
      statistics.put("SQ" + suffix, means.sq());
      statistics.put("RQ" + suffix, means.rq());
    }
    return statistics;
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> table = new ArrayList<>();
    for (Row row : rows) {
      table.add(
          List.of(
              row.category().id(),
              row.category().name(),
              row.category().thing() ? "thing" : "stuff",
              row.pq(),
              row.sq(),
              row.rq(),
              row.totals().truePositives(),
              row.totals().falsePositives(),
              row.totals().falseNegatives()));
    }
    List<String> columns =
        List.of(
            "categoryId",
            "name",
            "kind",
            "PQ",
            "SQ",
            "RQ",
            "truePositives",
            "falsePositives",
            "falseNegatives");
    return List.of(new ResultTable("perClass", columns, table));
  }

  @Override
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("%-10s|  %5s  %5s  %5s %5s".formatted("", "PQ", "SQ", "RQ", "N"));
    lines.add("-".repeat(38));
    for (String group : GROUPS) {
      Means means = means(group);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s|  %5s  %5s  %5s %5d",
              group,
              percent(means.pq()),
              percent(means.sq()),
              percent(means.rq()),
              means.classes()));
    }
    return lines;
  }

  private static String percent(double share) {
    return share < 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
