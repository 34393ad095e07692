package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;

/** Which kinds of error cost how much AP (TIDE). */
@AutoService(ReportSection.class)
public final class ErrorsSection extends PerRunSection<ErrorsSection.Shown> {
  private static final String PROTOCOL = "tide";

  /** TIDE's short names, and what a person would call them. */
  private static final Map<String, String> MEANINGS =
      Map.of(
          "Cls", "wrong class, right place",
          "Loc", "right class, loose box",
          "Both", "wrong class and loose box",
          "Dupe", "found already",
          "Bkg", "nothing there",
          "Miss", "object not found",
          "FalsePos", "all false positives",
          "FalseNeg", "all objects not found");

  /** What the template shows of a run; summary: the chart in words. */
  public record Shown(String summary, TableView errors, TableView classes) {}

  /** A kind of error; AP of a hundred. */
  record Error(String type, String meaning, double cost, double count) {}

  /** For the ServiceLoader. */
  public ErrorsSection() {
    super("errors", "Errors", 340);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).rows("errors").isEmpty();
  }

  private static List<Error> errors(EvaluateResult run) {
    return run.protocol(PROTOCOL).rows("errors").stream()
        .map(
            r ->
                new Error(
                    r.text("type"),
                    MEANINGS.getOrDefault(r.text("type"), ""),
                    r.signed("dAP"),
                    r.number("count")))
        .toList();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    List<Error> errors = errors(run);
    StringBuilder summary = new StringBuilder("AP ").append(points(m.value("AP")).text());
    errors.forEach(
        e -> summary.append(", ").append(e.type()).append(' ').append(points(e.cost()).text()));
    return new Shown(
        summary.toString(),
        TableView.of(Error.class)
            .text("Error", Error::type)
            .text("Meaning", Error::meaning)
            .column("dAP", "AP, of 100, that mending these alone would win", e -> points(e.cost()))
            .count("Count", "", Error::count)
            .rows("Errors by kind", errors),
        classes(m, errors));
  }

  private static TableView classes(ProtocolMetrics m, List<Error> errors) {
    TableView.Builder<ResultRow> table =
        TableView.of(ResultRow.class)
            .text("Class", r -> r.text("name"))
            .column("AP", "of 100, at IoU .50", r -> points(r.number("AP")));
    for (Error e : errors) {
      table.column(e.type(), e.meaning(), r -> points(r.signed("dAP" + e.type())));
    }
    return table.rows("AP lost to each kind of error, by class", m.rows("perClass"));
  }

  /** Two decimals of AP on 0..100; exactly -1 is undefined. */
  private static TableView.Cell points(double value) {
    return Double.isNaN(value) || value == -1
        ? TableView.Cell.text(Format.UNDEFINED)
        : new TableView.Cell(String.format(java.util.Locale.ROOT, "%.2f", value), value);
  }

  @Override
  Object drawn(EvaluateResult run) {
    return errors(run);
  }
}
