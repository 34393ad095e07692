package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Average precision of every class: a chart and a table to sort and search. */
@AutoService(ReportSection.class)
public final class ClassesSection extends PerRunSection<TableView> {
  /** A class's bar. */
  record Bar(String name, double ap, double ap50, double ar, long groundTruths, long detections) {}

  /** For the ServiceLoader. */
  public ClassesSection() {
    super("classes", "Classes", 300);
  }

  @Override
  boolean has(EvaluateResult run) {
    return !run.headline().perClass().isEmpty();
  }

  @Override
  TableView shown(EvaluateResult run) {
    TableView.Builder<ClassMetrics> table =
        TableView.of(ClassMetrics.class)
            .text("Class", ClassMetrics::name)
            .metric("AP", "", ClassMetrics::ap)
            .metric("AP50", "at IoU .50", ClassMetrics::ap50)
            .metric("AR", "recall with all detections that count", ClassMetrics::ar)
            .count("Objects", "", c -> (double) c.groundTruths())
            .count("Detections", "", c -> (double) c.detections());
    Map<Integer, Double> confidence = column(run, "operating-point", "bestConfidence");
    if (!confidence.isEmpty()) {
      table.metric(
          "Best score", "where F1 is best", c -> confidence.getOrDefault(c.categoryId(), -1.0));
    }
    return table.rows("Numbers by class", run.headline().perClass());
  }

  /** Another protocol's column of the same classes; nothing where it did not run. */
  private static Map<Integer, Double> column(EvaluateResult run, String protocol, String name) {
    Map<Integer, Double> values = new HashMap<>();
    run.protocol(protocol)
        .rows("perClass")
        .forEach(r -> values.put((int) r.number("categoryId"), r.number(name)));
    return values;
  }

  @Override
  Object drawn(EvaluateResult run) {
    List<ClassMetrics> classes = run.headline().perClass();
    return classes.stream()
        .filter(c -> c.ap() >= 0)
        .map(c -> new Bar(c.name(), c.ap(), c.ap50(), c.ar(), c.groundTruths(), c.detections()))
        .toList();
  }
}
