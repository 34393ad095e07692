package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Precision over recall: the mean at each IoU threshold, and each class at three; and recall
 * against the detections that count.
 */
@AutoService(ReportSection.class)
public final class CurvesSection implements ReportSection {
  private static final double TOLERANCE = 1e-6;

  /** The protocol of recall against detections. */
  private static final String RECALL = "recall";

  /** One run's heading, whether it has curves, and curves by class. */
  public record RunModel(String label, boolean curves, boolean byClass, TableView limits) {
    /** {@return whether recall was measured at several limits of detections} */
    public boolean byLimit() {
      return !limits.rows().isEmpty();
    }
  }

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  /** {@link Packed}, a number a recall level. */
  record Line(String name, String precision, String score) {}

  /** A class's lines: at IoU .50, at IoU .75, and averaged over all thresholds. */
  record ClassLines(String name, long groundTruths, Line at50, Line at75, Line average) {}

  /** Recall with at most so many detections an image and class. */
  record Limit(int most, double ar, double ar50) {}

  @SuppressWarnings("ArrayRecordComponent") // written out as JSON and forgotten
  record RunData(double[] recall, List<Line> mean, List<ClassLines> classes, List<Limit> limits) {}

  @Override
  public String id() {
    return "curves";
  }

  @Override
  public String title() {
    return "Precision and recall";
  }

  @Override
  public int order() {
    return 200;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.evaluates().stream().anyMatch(CurvesSection::has);
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> models = new ArrayList<>();
    List<RunData> runs = new ArrayList<>();
    for (EvaluateResult e : data.evaluates()) {
      if (has(e)) {
        RunData run = run(e);
        runs.add(run);
        models.add(
            new RunModel(
                e.name(), !run.mean().isEmpty(), !run.classes().isEmpty(), table(run.limits())));
      }
    }
    return new View(new Model(models), Map.of("runs", runs));
  }

  private static boolean has(EvaluateResult run) {
    return !run.curves().isEmpty() || !run.protocol(RECALL).rows("byLimit").isEmpty();
  }

  private static TableView table(List<Limit> limits) {
    return TableView.of(Limit.class)
        .text("Detections", l -> String.valueOf(l.most()))
        .metric("Recall", "mean over IoU .50:.95", Limit::ar)
        .metric("Recall at .50", "at IoU .50", Limit::ar50)
        .rows("Recall by the detections of an image and class that count", limits);
  }

  private static List<Limit> limits(EvaluateResult run) {
    return run.protocol(RECALL).rows("byLimit").stream()
        .map(r -> new Limit((int) r.number("maxDetections"), r.number("AR"), r.number("AR50")))
        .sorted(Comparator.comparingInt(Limit::most))
        .toList();
  }

  private static RunData run(EvaluateResult result) {
    double[] grid = result.curves().isEmpty() ? new double[0] : result.curves().get(0).recall();
    Map<Integer, Long> objects =
        result.headline().perClass().stream()
            .collect(
                Collectors.toMap(
                    ClassMetrics::categoryId, ClassMetrics::groundTruths, (a, b) -> a));
    Map<Integer, List<PrCurve>> byClass =
        result.curves().stream()
            .filter(c -> Arrays.equals(c.recall(), grid))
            .sorted(Comparator.comparingDouble(PrCurve::iou))
            .collect(Collectors.groupingBy(PrCurve::categoryId, TreeMap::new, Collectors.toList()));
    List<PrCurve> means = byClass.getOrDefault(PrCurve.MEAN, List.of());
    byClass.remove(PrCurve.MEAN);
    List<ClassLines> classes = new ArrayList<>();
    byClass.forEach(
        (id, curves) -> {
          if (curves.stream().anyMatch(c -> defined(c.precision()))) {
            classes.add(lines(curves, objects.getOrDefault(id, 0L)));
          }
        });
    List<Line> mean = means.stream().map(c -> line(iou(c.iou()), c)).toList();
    return new RunData(grid, mean, classes, limits(result));
  }

  private static boolean defined(double[] precision) {
    return Arrays.stream(precision).anyMatch(p -> p >= 0);
  }

  private static ClassLines lines(List<PrCurve> curves, long objects) {
    String name = curves.get(0).name();
    return new ClassLines(
        name, objects, at(.50, curves), at(.75, curves), new Line(name, average(curves), null));
  }

  private static Line at(double iou, List<PrCurve> curves) {
    return curves.stream()
        .filter(c -> Math.abs(c.iou() - iou) < TOLERANCE)
        .findFirst()
        .map(c -> line(c.name(), c))
        .orElse(null);
  }

  private static Line line(String name, PrCurve curve) {
    return new Line(name, Packed.of(curve.precision()), Packed.of(curve.score()));
  }

  private static String average(List<PrCurve> curves) {
    double[] mean = new double[curves.get(0).precision().length];
    for (int i = 0; i < mean.length; i++) {
      int at = i;
      mean[i] =
          curves.stream()
              .mapToDouble(c -> c.precision()[at])
              .filter(p -> p >= 0)
              .average()
              .orElse(-1);
    }
    return Packed.of(mean);
  }

  private static String iou(double iou) {
    return String.format(java.util.Locale.ROOT, "%.2f", iou).replaceFirst("^0", "");
  }
}
