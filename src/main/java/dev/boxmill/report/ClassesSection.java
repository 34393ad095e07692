package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;

/** Average precision of every class: a chart and a table to sort and search. */
@AutoService(ReportSection.class)
public final class ClassesSection implements ReportSection {
  /** Tables shorter than this need no search field. */
  private static final int SEARCHABLE = 10;

  /** A cell: what is read and what is sorted by. */
  public record Cell(String text, double value) {}

  /** A class. */
  public record Row(
      String name, Cell ap, Cell ap50, Cell ar100, Cell groundTruths, Cell detections) {}

  /** One run. */
  public record RunModel(String label, List<Row> rows, boolean searchable) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  @Override
  public String id() {
    return "classes";
  }

  @Override
  public String title() {
    return "Classes";
  }

  @Override
  public int order() {
    return 300;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.evaluates().stream().anyMatch(ClassesSection::has);
  }

  private static boolean has(EvaluateResult result) {
    return !result.headline().perClass().isEmpty();
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> runs =
        data.evaluates().stream().filter(ClassesSection::has).map(ClassesSection::run).toList();
    return new View(new Model(runs), Map.of("runs", runs.stream().map(RunModel::rows).toList()));
  }

  private static RunModel run(EvaluateResult result) {
    List<Row> rows = result.headline().perClass().stream().map(ClassesSection::row).toList();
    return new RunModel(Format.lastName(result.run().source()), rows, rows.size() >= SEARCHABLE);
  }

  private static Row row(ClassMetrics c) {
    return new Row(
        c.name(),
        metric(c.ap()),
        metric(c.ap50()),
        metric(c.ar100()),
        new Cell(Format.count(c.groundTruths()), (double) c.groundTruths()),
        new Cell(Format.count(c.detections()), (double) c.detections()));
  }

  private static Cell metric(double value) {
    return new Cell(Format.metric(value), value);
  }
}
