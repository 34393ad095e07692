package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What NMS keeps, costs and does to AP against its two thresholds: the analysis of Zhao et al.,
 * "DETRs Beat YOLOs on Real-time Object Detection", section 3.
 */
@AutoService(ReportSection.class)
public final class NmsSection implements ReportSection {
  private static final double TOLERANCE = 1e-6;

  /** One sweep; label: the run's name, empty where there is but one; ap: whether it is known. */
  public record RunModel(String label, String summary, TableView settings, boolean ap) {}

  /** What the template shows; byScore: whether there are curves for AP by score threshold. */
  public record Model(List<RunModel> runs, boolean byScore) {}

  /** A score threshold's points, ascending in IoU: [IoU, boxes kept an image, ms an image, AP]. */
  record Line(String name, List<double[]> points) {}

  /** AP and AP50 of an evaluated run, {@link Packed}, a number a threshold. */
  record ApLine(String name, String ap, String ap50) {}

  @Override
  public String id() {
    return "nms";
  }

  @Override
  public String title() {
    return "NMS and thresholds";
  }

  @Override
  public int order() {
    return 230;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !sweeps(data).isEmpty();
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> models = new ArrayList<>();
    List<List<Line>> sweeps = new ArrayList<>();
    List<Sweep> runs = sweeps(data);
    for (Sweep run : runs) {
      NmsSweepResult sweep = run.result();
      String label = runs.size() > 1 ? Format.lastName(run.source()) : "";
      models.add(new RunModel(label, summary(sweep), table(sweep), sweep.hasAp()));
      sweeps.add(lines(sweep));
    }
    double[] thresholds = ThresholdAp.thresholds();
    List<ApLine> ap =
        data.evaluates().stream()
            .filter(run -> run.curves().stream().anyMatch(c -> c.categoryId() != PrCurve.MEAN))
            .map(run -> apLine(run, thresholds))
            .toList();
    return new View(new Model(models, !ap.isEmpty()), Map.of("runs", sweeps, "ap", ap));
  }

  private record Sweep(String source, NmsSweepResult result) {}

  /** Those with AP; then those of detect that none of them repeats. */
  private static List<Sweep> sweeps(ReportData data) {
    List<Sweep> sweeps = new ArrayList<>();
    for (EvaluateResult run : data.evaluates()) {
      if (run.hasSweep()) {
        sweeps.add(new Sweep(run.run().source(), run.sweep()));
      }
    }
    for (DetectResult run : data.detects()) {
      if (run.hasSweep() && sweeps.stream().noneMatch(s -> s.result().sameRun(run.sweep()))) {
        sweeps.add(new Sweep(run.run().source(), run.sweep()));
      }
    }
    return sweeps;
  }

  private static String summary(NmsSweepResult sweep) {
    long least = sweep.points().stream().mapToLong(NmsSweepResult.Point::kept).min().orElse(0);
    long most = sweep.points().stream().mapToLong(NmsSweepResult.Point::kept).max().orElse(0);
    return sweep.method()
        + " over "
        + Format.count(sweep.images())
        + " images keeps "
        + Format.rate(least / (double) sweep.images())
        + " to "
        + Format.rate(most / (double) sweep.images())
        + " boxes an image";
  }

  private static TableView table(NmsSweepResult sweep) {
    double images = sweep.images();
    TableView.Builder<NmsSweepResult.Point> table = TableView.of(NmsSweepResult.Point.class);
    table
        .text("Score from", p -> Format.plain(p.score()))
        .column("IoU", "at which a box is suppressed", p -> number(Format.plain(p.iou()), p.iou()))
        .column("Boxes before", "an image", p -> rate(p.before() / images))
        .column("Boxes kept", "an image", p -> rate(p.kept() / images))
        .column(
            "Time",
            "milliseconds an image: filtering, ranking and suppressing",
            p -> number(milliseconds(p, images) + " ms", 1e3 * p.seconds() / images));
    if (sweep.hasAp()) {
      table
          .metric("AP", "of the boxes kept, over IoU .50:.95", NmsSweepResult.Point::ap)
          .metric("AP50", "", NmsSweepResult.Point::ap50);
    }
    return table.rows("What NMS keeps, by score threshold and IoU", sweep.points());
  }

  private static String milliseconds(NmsSweepResult.Point p, double images) {
    return Format.metric(1e3 * p.seconds() / images);
  }

  private static TableView.Cell rate(double value) {
    return number(Format.rate(value), value);
  }

  private static TableView.Cell number(String text, double value) {
    return new TableView.Cell(text, value);
  }

  private static List<Line> lines(NmsSweepResult sweep) {
    double images = sweep.images();
    return sweep.scores().stream()
        .map(
            score ->
                new Line(
                    Format.plain(score),
                    sweep.points().stream()
                        .filter(p -> p.score() == score)
                        .sorted((a, b) -> Double.compare(a.iou(), b.iou()))
                        .map(
                            p ->
                                new double[] {
                                  p.iou(),
                                  rounded(p.kept() / images),
                                  rounded(1e3 * p.seconds() / images),
                                  rounded(p.ap())
                                })
                        .toList()))
        .toList();
  }

  private static double rounded(double value) {
    return Math.round(1e4 * value) / 1e4;
  }

  private static ApLine apLine(EvaluateResult run, double[] thresholds) {
    List<PrCurve> half =
        run.curves().stream().filter(c -> Math.abs(c.iou() - .5) < TOLERANCE).toList();
    return new ApLine(
        run.name(),
        Packed.of(ThresholdAp.of(run.curves(), thresholds)),
        Packed.of(ThresholdAp.of(half, thresholds)));
  }
}
