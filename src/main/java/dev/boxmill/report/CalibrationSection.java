package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;

/** Whether scores say how often detections are right, and how well boxes fit. */
@AutoService(ReportSection.class)
public final class CalibrationSection extends PerRunSection<CalibrationSection.Shown> {
  private static final String PROTOCOL = "calibration";

  /** What the template shows of a run. */
  public record Shown(List<Card> cards, String error, String correlation, TableView bins) {}

  /**
   * What is drawn of a run.
   *
   * @param bins [low, high, detections, mean score, precision], empty bins left out
   * @param cells [lower score, upper score, lower IoU, upper IoU, hits], empty cells left out
   */
  record Drawn(List<double[]> bins, List<double[]> cells) {}

  /** For the ServiceLoader. */
  public CalibrationSection() {
    super("calibration", "Calibration", 240);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.protocol(PROTOCOL).rows("reliability").isEmpty();
  }

  private static List<ResultRow> bins(EvaluateResult run) {
    return run.protocol(PROTOCOL).rows("reliability").stream()
        .filter(r -> r.number("detections") > 0)
        .toList();
  }

  @Override
  Shown shown(EvaluateResult run) {
    ProtocolMetrics m = run.protocol(PROTOCOL);
    String correlation = Format.signed(m.value("scoreIoUCorrelation"));
    return new Shown(
        List.of(
            Card.error(
                "Detection ECE", m.value("DECE"), "gap between score and precision; 0 is best"),
            Card.error(
                "Localisation-aware ECE", m.value("LaECE"), "a hit counts as its IoU; 0 is best"),
            new Card("Score and IoU", correlation, "correlation over hits; 1 is best", -1, false),
            Card.metric("Mean IoU", m.value("meanIoU"), "of hits")),
        Format.metric(m.value("DECE")),
        correlation,
        TableView.of(ResultRow.class)
            .text(
                "Score",
                r -> Format.plain(r.number("low")) + " to " + Format.plain(r.number("high")))
            .count("Detections", "", r -> r.number("detections"))
            .metric("Mean score", "", r -> r.number("meanScore"))
            .metric("Precision", "share of them that are right", r -> r.number("precision"))
            .metric("Mean IoU", "of hits", r -> r.number("meanIoU"))
            .rows("Reliability by score", bins(run)));
  }

  @Override
  Object drawn(EvaluateResult run) {
    return new Drawn(
        bins(run).stream()
            .map(r -> r.numbers("low", "high", "detections", "meanScore", "precision"))
            .toList(),
        run.protocol(PROTOCOL).rows("score-iou").stream()
            .map(r -> r.numbers("scoreLow", "scoreHigh", "iouLow", "iouHigh", "hits"))
            .toList());
  }
}
