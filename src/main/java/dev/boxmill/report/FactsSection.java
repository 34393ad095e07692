package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;

/** How each result came about: versions, times, options and what the job found out. */
@AutoService(ReportSection.class)
public final class FactsSection implements ReportSection {

  /** A name and what it was. */
  public record Fact(String name, String value) {}

  /** One run. */
  public record RunModel(
      String job,
      String source,
      String version,
      String started,
      String took,
      List<Fact> options,
      List<Fact> facts) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  @Override
  public String id() {
    return "facts";
  }

  @Override
  public String title() {
    return "Run facts";
  }

  @Override
  public int order() {
    return 900;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !data.runs().isEmpty();
  }

  @Override
  public View view(ReportData data) {
    return new View(new Model(data.runs().stream().map(FactsSection::run).toList()), null);
  }

  private static RunModel run(RunInfo run) {
    return new RunModel(
        run.job(),
        run.source(),
        run.version(),
        Format.moment(run.startedAt()),
        Double.isNaN(run.seconds()) ? "" : Format.duration(run.seconds()),
        facts(run.options()),
        facts(run.facts()));
  }

  private static List<Fact> facts(Map<String, Object> values) {
    return values.entrySet().stream()
        .filter(e -> !e.getKey().equals("warnings")) // stand on top of the page
        .map(e -> new Fact(e.getKey(), Format.plain(e.getValue())))
        .toList();
  }
}
