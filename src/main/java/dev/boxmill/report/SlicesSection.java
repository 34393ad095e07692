package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** COCO's numbers for parts of the data set. */
@AutoService(ReportSection.class)
public final class SlicesSection extends PerRunSection<SlicesSection.Shown> {

  /** What the template shows of a run: a table a slice. */
  public record Shown(List<TableView> slices) {}

  /** For the ServiceLoader. */
  public SlicesSection() {
    super("slices", "Slices", 320);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.headline().rows("slices").isEmpty();
  }

  private static Map<String, List<ResultRow>> slices(EvaluateResult run) {
    Map<String, List<ResultRow>> slices = new LinkedHashMap<>();
    run.headline()
        .rows("slices")
        .forEach(r -> slices.computeIfAbsent(r.text("slice"), s -> new ArrayList<>()).add(r));
    return slices;
  }

  @Override
  Shown shown(EvaluateResult run) {
    List<TableView> tables = new ArrayList<>();
    slices(run)
        .forEach(
            (name, rows) -> {
              TableView.Builder<ResultRow> table =
                  TableView.of(ResultRow.class)
                      .text(name, r -> r.text("value"))
                      .count("Images", "", r -> r.number("images"));
              rows.get(0).cells().keySet().stream()
                  .filter(c -> c.startsWith("AP") || c.startsWith("AR"))
                  .forEach(c -> table.metric(c, "", r -> r.number(c)));
              tables.add(table.rows("By " + name, rows));
            });
    return new Shown(tables);
  }

  @Override
  Object drawn(EvaluateResult run) {
    return List.of();
  }
}
