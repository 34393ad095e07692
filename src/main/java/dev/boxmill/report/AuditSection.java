package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.AuditResult.Box;
import dev.boxmill.report.AuditResult.Kind;
import dev.boxmill.report.AuditResult.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Labels that are probably wrong, the most confident first: each on its picture, to be judged. */
@AutoService(ReportSection.class)
public final class AuditSection implements ReportSection {

  /**
   * An audit.
   *
   * @param tables counts of suspects, of labels without an anchor
   * @param judged whether there were detections
   * @param kinds of the suspects shown, in the result's order
   * @param classes that labels or suggestions have, in the script's order
   */
  public record RunModel(
      String label,
      String lead,
      List<TableView> tables,
      boolean judged,
      List<String> kinds,
      List<String> classes) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  /** An image, once however many suspects it has; missing: why there is no picture, or null. */
  record Image(String name, int w, int h, String image, String missing) {}

  /**
   * A suspect.
   *
   * @param image index of the image
   * @param from class index and x, y, w, h of the label, or null
   * @param to class index and x, y, w, h of the suggestion, or null
   */
  record Item(
      int rank,
      String kind,
      double confidence,
      int image,
      int models,
      double[] from,
      double[] to) {}

  record RunData(List<String> classes, List<Image> images, List<Item> items) {}

  @Override
  public String id() {
    return "audit";
  }

  @Override
  public String title() {
    return "Label audit";
  }

  @Override
  public int order() {
    return 510;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !data.audits().isEmpty();
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> models = new ArrayList<>();
    List<RunData> runs = new ArrayList<>();
    for (AuditResult audit : data.audits()) {
      List<String> classes = classes(audit);
      List<String> paths = audit.paths();
      List<String> kinds = audit.suspects().stream().map(Suspect::kind).distinct().toList();
      models.add(
          new RunModel(
              audit.name(),
              lead(audit),
              tables(audit),
              audit.models() > 0,
              audit.kinds().stream().map(Kind::id).filter(kinds::contains).toList(),
              classes));
      runs.add(
          new RunData(
              classes,
              paths.stream().map(path -> image(path, audit, data)).toList(),
              audit.suspects().stream()
                  .map(s -> item(s, paths.indexOf(s.path()), classes))
                  .toList()));
    }
    return new View(new Model(models), Map.of("runs", runs));
  }

  private static List<String> classes(AuditResult audit) {
    TreeSet<String> names = new TreeSet<>();
    for (Suspect s : audit.suspects()) {
      Stream.of(s.label(), s.suggestedLabel()).filter(n -> n != null).forEach(names::add);
    }
    return List.copyOf(names);
  }

  private static List<TableView> tables(AuditResult audit) {
    List<TableView> tables = new ArrayList<>();
    if (audit.models() > 0) {
      tables.add(counts(audit.kinds()));
    }
    if (audit.coverage() != null) {
      tables.addAll(audit.coverage().tables());
    }
    return tables;
  }

  private static String lead(AuditResult audit) {
    if (audit.models() == 0) {
      return Format.count(audit.labels())
          + " labels of "
          + Format.count(audit.images())
          + " images.";
    }
    int shown = audit.suspects().size();
    return Format.count(audit.labels())
        + " labels of "
        + Format.count(audit.images())
        + " images, judged by "
        + (audit.models() == 1 ? "one model. " : audit.models() + " models. ")
        + (shown < audit.listed()
            ? "Below are the first "
                + Format.count(shown)
                + " of "
                + Format.count(audit.listed())
                + " suspects listed."
            : "Below are all suspects listed.");
  }

  private static TableView counts(List<Kind> kinds) {
    return TableView.of(Kind.class)
        .text("Kind", Kind::id)
        .count("≥ .9", "confidence of .9 or more", k -> (double) k.sure())
        .count("≥ .5", "confidence of .5 or more", k -> (double) k.likely())
        .count("≥ .1", "confidence of .1 or more", k -> (double) k.possible())
        .rows("Suspects by kind and confidence", kinds);
  }

  private static Image image(String path, AuditResult audit, ReportData data) {
    Suspect any =
        audit.suspects().stream().filter(s -> s.path().equals(path)).findFirst().orElseThrow();
    Thumbnail thumbnail = data.thumbnails().get(path);
    return new Image(
        Format.lastName(path),
        side(any.width(), any, true),
        side(any.height(), any, false),
        thumbnail == null ? null : thumbnail.dataUri(),
        thumbnail == null || thumbnail.missing() == null
            ? null
            : thumbnail.missing().name().toLowerCase(Locale.ROOT));
  }

  /** Annotations need not know an image's size; then its boxes must fit. */
  private static int side(int pixels, Suspect s, boolean across) {
    double end =
        Stream.of(s.box() == null ? s.suggested() : s.box(), s.suggested())
            .filter(b -> b != null)
            .mapToDouble(b -> across ? b.x() + b.w() : b.y() + b.h())
            .max()
            .orElse(1);
    return pixels > 0 ? pixels : (int) Math.ceil(Math.max(1, end));
  }

  private static Item item(Suspect s, int image, List<String> classes) {
    return new Item(
        s.rank(),
        s.kind(),
        Math.round(s.confidence() * 1000) / 1000.0,
        image,
        s.models(),
        box(s.label(), s.box(), classes),
        box(s.suggestedLabel(), s.suggested(), classes));
  }

  /** To a tenth of a pixel: below what a screen shows. */
  private static double[] box(String label, Box b, List<String> classes) {
    if (b == null) {
      return null;
    }
    return new double[] {
      classes.indexOf(label), tenth(b.x()), tenth(b.y()), tenth(b.w()), tenth(b.h()),
    };
  }

  private static double tenth(double pixels) {
    return Math.round(pixels * 10) / 10.0;
  }
}
