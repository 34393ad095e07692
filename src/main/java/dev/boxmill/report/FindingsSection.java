package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;

/** What validate found in data sets, the worst first. */
@AutoService(ReportSection.class)
public final class FindingsSection implements ReportSection {

  /** One finding. */
  public record Row(
      String severity,
      int rank,
      String id,
      String message,
      String mend,
      String count,
      List<String> examples) {}

  /** One data set. */
  public record RunModel(String label, List<Row> rows) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  @Override
  public String id() {
    return "findings";
  }

  @Override
  public String title() {
    return "Findings";
  }

  @Override
  public int order() {
    return 420;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !data.findings().isEmpty();
  }

  @Override
  public View view(ReportData data) {
    return new View(new Model(data.findings().stream().map(FindingsSection::run).toList()), null);
  }

  private static RunModel run(FindingsResult result) {
    return new RunModel(
        label(result), result.findings().stream().map(FindingsSection::row).toList());
  }

  /** The data set's own name rather than the result's, which is findings.json for all. */
  static String label(FindingsResult result) {
    Object given = result.run().options().get("annotations");
    return given == null ? Format.lastName(result.run().source()) : given.toString();
  }

  private static Row row(FindingsResult.Finding f) {
    int rank = List.of("error", "warning", "info").indexOf(f.severity());
    return new Row(
        f.severity(), rank, f.id(), f.message(), f.mend(), Format.count(f.count()), f.examples());
  }
}
