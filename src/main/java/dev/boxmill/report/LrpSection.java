package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;

/** Localisation recall precision error at each class's best score. */
@AutoService(ReportSection.class)
public final class LrpSection extends PerRunSection<LrpSection.Shown> {
  private static final String PROTOCOL = "lrp";

  /** What the template shows of a run. */
  public record Shown(List<Card> cards, TableView classes) {}

  /** For the ServiceLoader. */
  public LrpSection() {
    super("lrp", "LRP error", 380);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).values().isEmpty();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    return new Shown(
        List.of(
            Card.error("oLRP", m.value("oLRP"), "the whole error; 0 is best, 1 worst"),
            Card.error("Localisation", m.value("oLRPLoc"), "mean 1 \u2212 IoU of hits"),
            Card.error("False positives", m.value("oLRPFP"), "1 \u2212 precision"),
            Card.error("Misses", m.value("oLRPFN"), "1 \u2212 recall")),
        TableView.of(ResultRow.class)
            .text("Class", r -> r.text("name"))
            .metric("oLRP", "0 is best", r -> r.number("oLRP"))
            .metric("Localisation", "mean 1 \u2212 IoU of hits", r -> r.number("oLRPLoc"))
            .metric("False positives", "1 \u2212 precision", r -> r.number("oLRPFP"))
            .metric("Misses", "1 \u2212 recall", r -> r.number("oLRPFN"))
            .metric("Threshold", "keep what scores at least this", r -> r.number("threshold"))
            .count("Objects", "", r -> r.number("groundTruths"))
            .rows("LRP error at the best threshold of each class", m.rows("perClass")));
  }

  @Override
  Object drawn(EvaluateResult run) {
    return List.of();
  }
}
