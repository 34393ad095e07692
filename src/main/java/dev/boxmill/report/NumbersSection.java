package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every headline number of every protocol, to copy. */
@AutoService(ReportSection.class)
public final class NumbersSection extends PerRunSection<TableView> {

  private record Row(String protocol, String statistic, double value, double low, double high) {}

  /** For the ServiceLoader. */
  public NumbersSection() {
    super("numbers", "All numbers", 390);
  }

  @Override
  boolean has(EvaluateResult run) {
    return run.protocols().stream().anyMatch(p -> !p.values().isEmpty());
  }

  @Override
  TableView shown(EvaluateResult run) {
    List<Row> rows = new ArrayList<>();
    for (ProtocolMetrics m : run.protocols()) {
      Map<String, ResultRow> intervals = new HashMap<>();
      m.rows("intervals").forEach(r -> intervals.put(r.text("statistic"), r));
      m.values()
          .forEach(
              (name, value) -> {
                ResultRow interval = intervals.get(name);
                rows.add(
                    new Row(
                        m.protocol(),
                        name,
                        value,
                        interval == null ? -1 : interval.number("low"),
                        interval == null ? -1 : interval.number("high")));
              });
    }
    TableView.Builder<Row> table =
        TableView.of(Row.class)
            .text("Protocol", Row::protocol)
            .text("Statistic", Row::statistic)
            .column("Value", "", r -> number(r.value()));
    if (rows.stream().anyMatch(r -> r.low() >= 0)) {
      table
          .metric("Low", "lower bound of the confidence interval", Row::low)
          .metric("High", "upper bound of the confidence interval", Row::high);
    }
    return table.rows("Every number of every protocol", rows);
  }

  /** Shares have three decimals, counts and TIDE's AP of a hundred what they need. */
  private static TableView.Cell number(double value) {
    return value == -1
        ? TableView.Cell.text(Format.UNDEFINED)
        : new TableView.Cell(
            Math.abs(value) <= 1 && value != Math.rint(value)
                ? String.format(java.util.Locale.ROOT, "%.3f", value)
                : Format.plain(value),
            value);
  }

  @Override
  Object drawn(EvaluateResult run) {
    return List.of();
  }
}
