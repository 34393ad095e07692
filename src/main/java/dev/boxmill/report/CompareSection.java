package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.TableView.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs against the first one: every number, every class, and the images that changed most. */
@AutoService(ReportSection.class)
public final class CompareSection implements ReportSection {

  /**
   * A run beside the first one.
   *
   * @param heading both names
   * @param verdict what the difference in AP says, in words
   * @param classes null where classes are not compared
   * @param images null where images are not compared
   */
  public record Pair(
      String heading, String verdict, TableView statistics, TableView classes, TableView images) {}

  /** What the template shows. */
  public record Model(List<Pair> pairs) {}

  /** A difference; low and high are null where there was no bootstrap. */
  record Difference(String name, double value, Double low, Double high) {}

  /** What is drawn of a pair. */
  record Drawn(String first, String run, List<Difference> statistics, List<Difference> classes) {}

  @Override
  public String id() {
    return "compare";
  }

  @Override
  public String title() {
    return "Comparison";
  }

  @Override
  public int order() {
    return 150;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.comparisons().stream().anyMatch(c -> c.names().size() > 1);
  }

  @Override
  public View view(ReportData data) {
    List<Pair> pairs = new ArrayList<>();
    List<Drawn> drawn = new ArrayList<>();
    for (ComparisonResult c : data.comparisons()) {
      List<String> names = c.names();
      for (String run : names.subList(1, names.size())) {
        pairs.add(pair(c, names.get(0), run));
        drawn.add(
            new Drawn(
                names.get(0),
                run,
                differences(headline(c, run), "statistic"),
                differences(of(run, c.classes()), "name")));
      }
    }
    return new View(new Model(pairs), Map.of("pairs", drawn));
  }

  private static List<ResultRow> of(String run, List<ResultRow> rows) {
    return rows.stream().filter(r -> r.text("run").equals(run)).toList();
  }

  /** The numbers that were bootstrapped, or else all of the first protocol. */
  static List<ResultRow> headline(ComparisonResult c, String run) {
    List<ResultRow> rows = of(run, c.statistics());
    List<ResultRow> sure = rows.stream().filter(r -> !Double.isNaN(r.signed("low"))).toList();
    String protocol = rows.get(0).text("protocol");
    return sure.isEmpty()
        ? rows.stream().filter(r -> r.text("protocol").equals(protocol)).toList()
        : sure;
  }

  private static List<Difference> differences(List<ResultRow> rows, String name) {
    return rows.stream()
        .filter(r -> !Double.isNaN(r.signed("difference")))
        .map(
            r ->
                new Difference(
                    r.text(name), r.signed("difference"), orNull(r, "low"), orNull(r, "high")))
        .toList();
  }

  private static Double orNull(ResultRow row, String column) {
    double value = row.signed(column);
    return Double.isNaN(value) ? null : (Double) value;
  }

  private static Pair pair(ComparisonResult c, String first, String run) {
    List<ResultRow> classes = of(run, c.classes());
    List<ResultRow> images = of(run, c.images());
    return new Pair(
        run + " against " + first,
        verdict(headline(c, run).get(0), first, run),
        statistics(c, first, run),
        classes.isEmpty() ? null : classes(classes, first, run),
        images.isEmpty() ? null : images(images, first, run));
  }

  static String verdict(ResultRow row, String first, String run) {
    double difference = row.signed("difference");
    if (Double.isNaN(difference)) {
      return "The runs have no number in common.";
    }
    String much = row.text("statistic") + " differs by " + Format.signed(difference);
    double low = row.signed("low");
    double high = row.signed("high");
    if (Double.isNaN(low) || Double.isNaN(high)) {
      return much + ". How sure that is, evaluate's --bootstrap tells.";
    }
    String bounds = " (interval " + Format.signed(low) + " to " + Format.signed(high) + ")";
    if (low <= 0 && high >= 0) {
      return much + bounds + ": these images do not tell the runs apart.";
    }
    return much + bounds + ": " + (low > 0 ? run : first) + " has more, beyond chance.";
  }

  /** The first run's number of another run's row; -1 where it has none. */
  static double before(ComparisonResult c, String first, ResultRow row) {
    return of(first, c.statistics()).stream()
        .filter(r -> key(r).equals(key(row)))
        .mapToDouble(r -> r.number("value"))
        .findFirst()
        .orElse(-1);
  }

  private static TableView statistics(ComparisonResult c, String first, String run) {
    Map<String, Double> before = new LinkedHashMap<>();
    of(first, c.statistics()).forEach(r -> before.put(key(r), r.number("value")));
    TableView.Builder<ResultRow> table =
        TableView.of(ResultRow.class)
            .text("Statistic", r -> r.text("statistic"))
            .text("Protocol", r -> r.text("protocol"))
            .column(first, "", r -> number(before.getOrDefault(key(r), -1.0)))
            .column(run, "", r -> number(r.number("value")));
    return paired(table).rows("Every number of both runs", of(run, c.statistics()));
  }

  private static String key(ResultRow row) {
    return row.text("protocol") + " " + row.text("statistic");
  }

  private static TableView.Builder<ResultRow> paired(TableView.Builder<ResultRow> table) {
    return table
        .column("Change", "the second run's number less the first's", r -> change(r, "difference"))
        .column("Low", "lower bound of the change", r -> change(r, "low"))
        .column("High", "upper bound of the change", r -> change(r, "high"))
        .column(
            "Wins",
            "share of the draws in which the second run has more",
            r -> Cell.percent(r.number("wins")));
  }

  private static Cell change(ResultRow row, String column) {
    return Cell.change(row.signed(column));
  }

  private static Cell number(double value) {
    return value > 1 ? new Cell(Format.plain(value), value) : Cell.metric(value);
  }

  private static TableView classes(List<ResultRow> rows, String first, String run) {
    return paired(
            TableView.of(ResultRow.class)
                .text("Class", r -> r.text("name"))
                .metric(first, "AP", r -> r.number("firstAP"))
                .metric(run, "AP", r -> r.number("AP")))
        .rows("AP by class, the greatest gain first", rows);
  }

  private static TableView images(List<ResultRow> rows, String first, String run) {
    return TableView.of(ResultRow.class)
        .text("Image", r -> r.text("fileName"))
        .column("Change", "hits less false positives", r -> whole(r.signed("change")))
        .count("Hits, " + first, "", r -> r.number("firstHits"))
        .count("Hits, " + run, "", r -> r.number("hits"))
        .count("False, " + first, "false positives", r -> r.number("firstFalsePositives"))
        .count("False, " + run, "false positives", r -> r.number("falsePositives"))
        .rows("Images that gained most, then those that lost most", rows);
  }

  private static Cell whole(double value) {
    return new Cell(Format.signed(value).replaceFirst("\\.0+$", ""), value);
  }
}
