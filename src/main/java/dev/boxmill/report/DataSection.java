package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;

/** How a data set's objects are spread over classes, sizes, places and images. */
@AutoService(ReportSection.class)
public final class DataSection implements ReportSection {

  /** One data set. */
  public record RunModel(String label, String images, String objects, List<Row> rows) {}

  /** One class. */
  public record Row(String name, String objects, String images, String perImage) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  @Override
  public String id() {
    return "data";
  }

  @Override
  public String title() {
    return "Data";
  }

  @Override
  public int order() {
    return 440;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.findings().stream().anyMatch(f -> f.data() != null);
  }

  @Override
  public View view(ReportData data) {
    List<FindingsResult> shown = data.findings().stream().filter(f -> f.data() != null).toList();
    return new View(
        new Model(shown.stream().map(DataSection::run).toList()),
        Map.of("runs", shown.stream().map(FindingsResult::data).toList()));
  }

  private static RunModel run(FindingsResult result) {
    FindingsResult.Data data = result.data();
    return new RunModel(
        FindingsSection.label(result),
        Format.count(data.images()),
        Format.count(data.objects()),
        data.classes().stream().map(DataSection::row).toList());
  }

  private static Row row(FindingsResult.ClassCount c) {
    return new Row(
        c.name(),
        Format.count(c.objects()),
        Format.count(c.images()),
        c.images() == 0 ? Format.UNDEFINED : Format.rate(c.objects() / (double) c.images()));
  }
}
