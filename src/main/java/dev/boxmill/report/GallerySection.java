package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Images with what is there and what was found, worst first. */
@AutoService(ReportSection.class)
public final class GallerySection implements ReportSection {
  /** One run: heading, class names in order; other: the run it is compared with, or empty. */
  public record RunModel(String label, int images, List<String> classes, String other) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  record RunData(List<String> classes, List<GalleryItem> items) {}

  @Override
  public String id() {
    return "gallery";
  }

  @Override
  public String title() {
    return "Gallery";
  }

  @Override
  public int order() {
    return 500;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.evaluates().stream().anyMatch(e -> !e.examples().isEmpty());
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> models = new ArrayList<>();
    List<RunData> runs = new ArrayList<>();
    for (EvaluateResult e : data.evaluates()) {
      if (!e.examples().isEmpty()) {
        List<String> classes = GalleryItem.classes(e.examples());
        ImageChanges changes = ImageChanges.of(e, data.comparisons());
        models.add(new RunModel(e.name(), e.examples().size(), classes, changes.other()));
        runs.add(
            new RunData(
                classes,
                e.examples().stream()
                    .map(x -> GalleryItem.of(x, classes, data, changes.of(x.imageId())))
                    .toList()));
      }
    }
    return new View(new Model(models), Map.of("runs", runs));
  }
}
