package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.QueryResult.Kind;
import dev.boxmill.report.QueryResult.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where each query's boxes lie, and how large they are: figure 7 of DETR's paper. */
@AutoService(ReportSection.class)
public final class QueriesSection implements ReportSection {
  /** As many as the paper shows. */
  private static final int SHOWN = 20;

  /** Rows of the table: detectors have up to a thousand queries. */
  private static final int LISTED = 100;

  /** One run; label: its name, empty where there is but one. */
  public record RunModel(
      String label, String boxes, String images, int shown, int all, TableView queries) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  /** A query's centres: thousandths from the left, from the top, and kind. */
  record Square(int query, long boxes, List<List<Integer>> points) {}

  @Override
  public String id() {
    return "queries";
  }

  @Override
  public String title() {
    return "Queries";
  }

  @Override
  public int order() {
    return 235;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.detects().stream().anyMatch(DetectResult::hasQueries);
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> models = new ArrayList<>();
    List<List<Square>> runs = new ArrayList<>();
    for (DetectResult run : data.detects()) {
      if (run.hasQueries()) {
        QueryResult queries = run.queries();
        List<Square> squares = squares(queries);
        models.add(
            new RunModel(
                data.detects().size() > 1 ? Format.lastName(run.run().source()) : "",
                Format.count(queries.boxes()),
                Format.count(queries.images()),
                squares.size(),
                queries.slots().size(),
                table(queries)));
        runs.add(squares);
      }
    }
    return new View(new Model(models), Map.of("runs", runs));
  }

  /** The queries that gave most boxes, most first, ties by number. */
  private static List<Slot> most(QueryResult result, int limit) {
    return result.slots().stream()
        .sorted(Comparator.comparingLong(Slot::boxes).reversed().thenComparingInt(Slot::query))
        .limit(limit)
        .toList();
  }

  private static List<Square> squares(QueryResult result) {
    return most(result, SHOWN).stream()
        .map(s -> new Square(s.query(), s.boxes(), s.sample()))
        .toList();
  }

  private static TableView table(QueryResult result) {
    double all = result.boxes();
    return TableView.of(Slot.class)
        .text("Query", s -> String.valueOf(s.query()))
        .count("Boxes", "", s -> (double) s.boxes())
        .column("Of all", "share of all boxes", s -> TableView.Cell.percent(s.boxes() / all))
        .column("From left", "mean of the centres", s -> TableView.Cell.percent(s.x()))
        .column("From top", "mean of the centres", s -> TableView.Cell.percent(s.y()))
        .column("Width", "mean, of the image's", s -> TableView.Cell.percent(s.w()))
        .column("Height", "mean, of the image's", s -> TableView.Cell.percent(s.h()))
        .column("Small", "up to 32² pixels", s -> TableView.Cell.percent(s.share(Kind.SMALL)))
        .column(
            "Horizontal",
            "larger, at least as wide as high",
            s -> TableView.Cell.percent(s.share(Kind.HORIZONTAL)))
        .column(
            "Vertical",
            "larger, higher than wide",
            s -> TableView.Cell.percent(s.share(Kind.VERTICAL)))
        .rows("Queries: their boxes, places and sizes", most(result, LISTED));
  }
}
