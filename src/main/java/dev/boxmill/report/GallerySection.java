package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.Example.Found;
import dev.boxmill.report.Example.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Images with what is there and what was found, worst first. */
@AutoService(ReportSection.class)
public final class GallerySection implements ReportSection {
  private static final double MATCH_IOU = 0.5;

  /** {@link Item#truths}: the object is found whatever the score, by no known detection. */
  private static final double ALWAYS = 1;

  /** One run: heading, class names in order; other: the run it is compared with, or empty. */
  public record RunModel(String label, int images, List<String> classes, String other) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  /**
   * One image.
   *
   * @param missing why there is no picture, or null
   * @param truths [class, x, y, w, h, crowd, score of the detection that found it or -1]
   * @param found [class, x, y, w, h, score, matched], best first
   * @param change hits less false positives, against the other run; null where it is unknown
   */
  record Item(
      long id,
      String name,
      int w,
      int h,
      String image,
      String missing,
      List<double[]> truths,
      List<double[]> found,
      Double change) {}

  record RunData(List<String> classes, List<Item> items) {}

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
        List<String> classes = classes(e.examples());
        ImageChanges changes = ImageChanges.of(e, data.comparisons());
        models.add(new RunModel(e.name(), e.examples().size(), classes, changes.other()));
        runs.add(
            new RunData(
                classes, e.examples().stream().map(x -> item(x, classes, changes, data)).toList()));
      }
    }
    return new View(new Model(models), Map.of("runs", runs));
  }

  private static List<String> classes(List<Example> examples) {
    TreeSet<String> names = new TreeSet<>();
    for (Example e : examples) {
      e.groundTruths().forEach(t -> names.add(t.label()));
      e.detections().forEach(d -> names.add(d.label()));
    }
    return List.copyOf(names);
  }

  private static Item item(Example e, List<String> classes, ImageChanges changes, ReportData data) {
    Thumbnail thumbnail = data.thumbnails().get(e.path());
    List<Found> found =
        e.detections().stream().sorted((a, b) -> Double.compare(b.score(), a.score())).toList();
    double[] foundAt = foundAt(e.groundTruths(), found);
    List<double[]> truths = new ArrayList<>();
    for (int i = 0; i < foundAt.length; i++) {
      Truth t = e.groundTruths().get(i);
      truths.add(
          numbers(
              classes.indexOf(t.label()),
              t.x(),
              t.y(),
              t.w(),
              t.h(),
              t.crowd() ? 1 : 0,
              foundAt[i]));
    }
    List<double[]> boxes =
        found.stream()
            .map(
                d ->
                    numbers(
                        classes.indexOf(d.label()),
                        d.x(),
                        d.y(),
                        d.w(),
                        d.h(),
                        d.score(),
                        d.matched() ? 1 : 0))
            .toList();
    return new Item(
        e.imageId(),
        Format.lastName(e.path()),
        e.width(),
        e.height(),
        thumbnail == null ? null : thumbnail.dataUri(),
        thumbnail == null || thumbnail.missing() == null
            ? null
            : thumbnail.missing().name().toLowerCase(Locale.ROOT),
        truths,
        boxes,
        changes.of(e.imageId()));
  }

  /**
   * The score of the detection that found each object; -1: none. Detections claim objects best
   * score first, so what is found at a score threshold does not depend on lower scores.
   */
  private static double[] foundAt(List<Truth> truths, List<Found> found) {
    double[] at = new double[truths.size()];
    Arrays.fill(at, -1);
    for (Found d : found) {
      int best = -1;
      double bestIou = MATCH_IOU - 1e-9;
      for (int t = 0; d.matched() && t < at.length; t++) {
        Truth truth = truths.get(t);
        double iou = iou(truth, d);
        if (truth.categoryId() == d.categoryId()
            && truth.matched()
            && at[t] < 0
            && iou >= bestIou) {
          best = t;
          bestIou = iou;
        }
      }
      if (best >= 0) {
        at[best] = d.score();
      }
    }
    for (int t = 0; t < at.length; t++) {
      at[t] = at[t] < 0 && truths.get(t).matched() ? ALWAYS : at[t];
    }
    return at;
  }

  private static double iou(Truth t, Found d) {
    double w = Math.min(t.x() + t.w(), d.x() + d.w()) - Math.max(t.x(), d.x());
    double h = Math.min(t.y() + t.h(), d.y() + d.h()) - Math.max(t.y(), d.y());
    double inter = Math.max(0, w) * Math.max(0, h);
    double union = t.w() * t.h() + d.w() * d.h() - inter;
    return union > 0 ? inter / union : 0;
  }

  /** To a thousandth: below what a screen shows. */
  private static double[] numbers(double... values) {
    return Arrays.stream(values).map(v -> Math.round(v * 1000) / 1000.0).toArray();
  }
}
