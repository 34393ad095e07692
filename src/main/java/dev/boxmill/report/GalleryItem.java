package dev.boxmill.report;

import dev.boxmill.report.Example.Found;
import dev.boxmill.report.Example.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * An image of a gallery, as its script draws it.
 *
 * @param missing why there is no picture, or null
 * @param truths [class, x, y, w, h, crowd, score of the detection that found it or -1]
 * @param found [class, x, y, w, h, score, matched], best first
 * @param change hits less false positives, against the other run; null where it is unknown
 */
record GalleryItem(
    long id,
    String name,
    int w,
    int h,
    String image,
    String missing,
    List<double[]> truths,
    List<double[]> found,
    Double change) {
  private static final double MATCH_IOU = 0.5;

  /** {@link #truths}: the object is found whatever the score, by no known detection. */
  private static final double ALWAYS = 1;

  /** Names of all classes that occur, in alphabetical order. */
  static List<String> classes(Collection<Example> examples) {
    TreeSet<String> names = new TreeSet<>();
    for (Example e : examples) {
      e.groundTruths().forEach(t -> names.add(t.label()));
      e.detections().forEach(d -> names.add(d.label()));
    }
    return List.copyOf(names);
  }

  /**
   * Makes an item.
   *
   * @param classes names in the order that numbers stand for
   * @param change against another run, or null
   */
  static GalleryItem of(Example e, List<String> classes, ReportData data, Double change) {
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
    return new GalleryItem(
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
        change);
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

  /** The same for a place where the picture is already. */
  GalleryItem withoutPicture() {
    return new GalleryItem(id, name, w, h, null, missing, truths, found, change);
  }
}
