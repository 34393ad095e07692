package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;

/** Precision, recall and F1 against the confidence that one asks for. */
@AutoService(ReportSection.class)
public final class ConfidenceSection extends PerRunSection<ConfidenceSection.Shown> {
  private static final String PROTOCOL = "operating-point";

  /** What the template shows of a run. */
  public record Shown(String best, List<Card> cards) {}

  /** Confidences ascending, with the means over classes there; in thousandths. */
  @SuppressWarnings("ArrayRecordComponent") // written out as JSON and forgotten
  record Drawn(int[] confidence, int[] precision, int[] recall, int[] f1, double best) {}

  /** For the ServiceLoader. */
  public ConfidenceSection() {
    super("confidence", "Confidence", 220);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).rows("confidence").isEmpty();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    return new Shown(
        Format.metric(m.value("bestConfidence")),
        List.of(
            new Card(
                "Best confidence",
                Format.metric(m.value("bestConfidence")),
                "where mean F1 is highest",
                -1,
                false),
            Card.metric(
                "Precision there", m.value("precision"), "share of detections that are right"),
            Card.metric("Recall there", m.value("recall"), "share of objects that are found"),
            Card.metric("F1 there", m.value("F1"), "harmonic mean of the two")));
  }

  @Override
  Object drawn(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    List<ResultRow> rows = m.rows("confidence");
    return new Drawn(
        thousandths(rows, "confidence"),
        thousandths(rows, "precision"),
        thousandths(rows, "recall"),
        thousandths(rows, "F1"),
        m.value("bestConfidence"));
  }

  private static int[] thousandths(List<ResultRow> rows, String column) {
    return rows.stream().mapToInt(r -> (int) Math.round(1000 * r.number(column))).toArray();
  }
}
