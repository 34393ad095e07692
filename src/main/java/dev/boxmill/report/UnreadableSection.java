package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.DetectResult.UnreadableImage;
import java.util.List;

/** Images that became error rows, and why. */
@AutoService(ReportSection.class)
public final class UnreadableSection implements ReportSection {

  /** One run; total may exceed what is listed. */
  public record RunModel(String label, String total, List<UnreadableImage> images) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  @Override
  public String id() {
    return "unreadable";
  }

  @Override
  public String title() {
    return "Unreadable images";
  }

  @Override
  public int order() {
    return 800;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.detects().stream().anyMatch(d -> !d.unreadable().isEmpty());
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> runs =
        data.detects().stream()
            .filter(d -> !d.unreadable().isEmpty())
            .map(
                d ->
                    new RunModel(
                        Format.lastName(d.run().source()),
                        Format.count(d.run().number("errors")),
                        d.unreadable()))
            .toList();
    return new View(new Model(runs), null);
  }
}
