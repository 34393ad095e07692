package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many runs in one table: what leaderboard wrote, or else the evaluated runs of the page. */
@AutoService(ReportSection.class)
public final class LeaderboardSection implements ReportSection {
  private static final List<String> STATISTICS = List.of("AP", "AP50", "AP75", "APs", "APm", "APl");

  /** What the template shows: a table a leaderboard; chart: whether speed is known. */
  public record Model(List<TableView> tables, boolean chart) {}

  /** A model in the chart of speed and accuracy. */
  record Point(String name, double rate, double ap) {}

  @Override
  public String id() {
    return "leaderboard";
  }

  @Override
  public String title() {
    return "Leaderboard";
  }

  @Override
  public int order() {
    return 120;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !boards(data).isEmpty();
  }

  private static List<List<ResultRow>> boards(ReportData data) {
    if (!data.leaderboards().isEmpty()) {
      return data.leaderboards().stream().map(LeaderboardResult::rows).toList();
    }
    List<ResultRow> rows = new ArrayList<>();
    for (EvaluateResult e : data.evaluates()) {
      if (e.headline() != ProtocolMetrics.NONE) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("name", e.name());
        STATISTICS.forEach(s -> cells.put(s, e.headline().value(s)));
        rows.add(new ResultRow(cells));
      }
    }
    rows.sort((a, b) -> Double.compare(b.number("AP"), a.number("AP")));
    return rows.size() < 2 ? List.of() : List.of(rows);
  }

  @Override
  public View view(ReportData data) {
    List<List<ResultRow>> boards = boards(data);
    List<Point> points =
        boards.stream()
            .flatMap(List::stream)
            .filter(r -> r.number("imagesPerSecond") > 0 && r.number("AP") >= 0)
            .map(r -> new Point(r.text("name"), r.number("imagesPerSecond"), r.number("AP")))
            .distinct()
            .toList();
    return new View(
        new Model(boards.stream().map(LeaderboardSection::table).toList(), points.size() > 1),
        Map.of("points", points));
  }

  private static TableView table(List<ResultRow> rows) {
    TableView.Builder<ResultRow> table =
        TableView.of(ResultRow.class).text("Name", r -> r.text("name"));
    if (has(rows, "model")) {
      table.text("Model", r -> r.text("model"));
    }
    if (has(rows, "parameters")) {
      table.column("Parameters", "in millions", r -> rate(r.number("parameters"), 1e6));
    }
    if (has(rows, "gflops")) {
      table.column("GFLOPs", "of one image", r -> rate(r.number("gflops"), 1));
    }
    if (has(rows, "imagesPerSecond")) {
      table.column("Images/s", "as detect measured it", r -> rate(r.number("imagesPerSecond"), 1));
    }
    STATISTICS.stream()
        .filter(s -> rows.stream().anyMatch(r -> r.number(s) >= 0))
        .forEach(s -> table.metric(s, "", r -> r.number(s)));
    return table.rows("Runs, the best AP first", rows);
  }

  private static boolean has(List<ResultRow> rows, String column) {
    return rows.stream().anyMatch(r -> r.cells().containsKey(column));
  }

  private static TableView.Cell rate(double value, double unit) {
    return value < 0
        ? TableView.Cell.text(Format.UNDEFINED)
        : new TableView.Cell(Format.rate(value / unit), value);
  }
}
