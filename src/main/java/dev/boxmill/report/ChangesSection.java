package dev.boxmill.report;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images that gained and lost most between two runs, each with both runs' boxes. */
@AutoService(ReportSection.class)
public final class ChangesSection implements ReportSection {

  /** Two runs; gains and losses: images of each that are shown. */
  public record Pair(String first, String run, long gains, long losses) {}

  /** What the template shows. */
  public record Model(List<Pair> pairs) {}

  /**
   * An image by the first run and by the other one, which has the same picture.
   *
   * @param change hits less false positives, less those of the first run
   */
  record Change(double change, GalleryItem before, GalleryItem after) {}

  /** Images that gained most, then those that lost most. */
  record Drawn(List<String> classes, String first, String run, List<Change> images) {}

  @Override
  public String id() {
    return "changes";
  }

  @Override
  public String title() {
    return "Side by side";
  }

  @Override
  public int order() {
    return 505;
  }

  @Override
  public boolean hasData(ReportData data) {
    return data.comparisons().stream().anyMatch(c -> !drawn(c, data).isEmpty());
  }

  @Override
  public View view(ReportData data) {
    List<Drawn> drawn = data.comparisons().stream().flatMap(c -> drawn(c, data).stream()).toList();
    return new View(
        new Model(drawn.stream().map(ChangesSection::pair).toList()), Map.of("pairs", drawn));
  }

  private static Pair pair(Drawn drawn) {
    long gains = drawn.images().stream().filter(i -> i.change() > 0).count();
    return new Pair(drawn.first(), drawn.run(), gains, drawn.images().size() - gains);
  }

  private static List<Drawn> drawn(ComparisonResult c, ReportData data) {
    List<Drawn> pairs = new ArrayList<>();
    List<String> names = c.names();
    List<Example> before = c.changed().getOrDefault(names.get(0), List.of());
    for (String run : names.subList(1, names.size())) {
      List<Example> after = c.changed().getOrDefault(run, List.of());
      List<Example> both = new ArrayList<>(before);
      both.addAll(after);
      List<String> classes = GalleryItem.classes(both);
      List<Change> changes = new ArrayList<>();
      for (ResultRow row : c.images()) {
        long id = (long) row.number("imageId");
        Optional<Example> a = find(before, id);
        Optional<Example> b = find(after, id);
        if (row.text("run").equals(run) && a.isPresent() && b.isPresent()) {
          double change = row.signed("change");
          changes.add(
              new Change(
                  change,
                  GalleryItem.of(a.get(), classes, data, change),
                  GalleryItem.of(b.get(), classes, data, change).withoutPicture()));
        }
      }
      if (!changes.isEmpty()) {
        pairs.add(new Drawn(classes, names.get(0), run, changes));
      }
    }
    return pairs;
  }

  private static Optional<Example> find(List<Example> examples, long id) {
    return examples.stream().filter(e -> e.imageId() == id).findFirst();
  }
}
