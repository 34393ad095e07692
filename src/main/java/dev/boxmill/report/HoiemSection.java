package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;

/** What the best detections of each class are (Hoiem, Chodpathumwan and Dai). */
@AutoService(ReportSection.class)
public final class HoiemSection extends PerRunSection<HoiemSection.Shown> {
  private static final String PROTOCOL = "hoiem";
  private static final List<String> KINDS =
      List.of("correct", "localization", "similar", "other", "background");

  /** What the template shows of a run; summary: the mean in words. */
  public record Shown(String summary, TableView classes) {}

  /** A class and the shares of its detections by kind. */
  @SuppressWarnings("ArrayRecordComponent") // written out as JSON and forgotten
  record Bar(String name, double[] shares) {}

  /** Bars, the worst class first. */
  record Drawn(List<String> kinds, List<Bar> bars) {}

  /** For the ServiceLoader. */
  public HoiemSection() {
    super("hoiem", "Best detections", 350);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).rows("perClass").isEmpty();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    String summary =
        String.join(", ", KINDS.stream().map(k -> k + " " + Format.percent(m.value(k))).toList());
    TableView.Builder<ResultRow> table =
        TableView.of(ResultRow.class)
            .text("Class", r -> r.text("name"))
            .count(
                "Looked at",
                "as many detections as there are objects",
                r -> r.number("detections"));
    for (String kind : KINDS) {
      table.column(kind, "", r -> TableView.Cell.percent(r.number(kind + "Share")));
    }
    return new Shown(summary, table.rows("Best detections by kind and class", m.rows("perClass")));
  }

  @Override
  Object drawn(EvaluateResult run) {
    List<Bar> bars =
        run.protocol(PROTOCOL).rows("perClass").stream()
            .filter(r -> r.number("detections") > 0)
            .map(
                r ->
                    new Bar(
                        r.text("name"),
                        KINDS.stream().mapToDouble(k -> r.number(k + "Share")).toArray()))
            .sorted((a, b) -> Double.compare(a.shares()[0], b.shares()[0]))
            .toList();
    return new Drawn(KINDS, bars);
  }
}
