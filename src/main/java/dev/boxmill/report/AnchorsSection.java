package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.AnchorsResult.Of;
import dev.boxmill.report.AnchorsResult.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Anchors over the sizes of the boxes they were made from. */
@AutoService(ReportSection.class)
public final class AnchorsSection implements ReportSection {

  /** An anchor and the sampled boxes nearest to it. */
  public record Row(
      int number, String width, String height, String aspect, String share, String meanIou) {}

  /** How well anchors fit boxes: these, others, or these by area and class. */
  public record FitRow(
      String name, String boxes, String iou, String ratio, String half, String matches) {}

  /**
   * One anchors file.
   *
   * @param sweep what the curve of average IoU against k says, or empty without one
   * @param against these anchors and those they are compared with
   * @param parts these anchors by area and class
   */
  public record RunModel(
      String label,
      String averageIou,
      String unit,
      List<Row> rows,
      String sweep,
      List<FitRow> against,
      List<FitRow> parts) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  /**
   * Sizes as [w, h]; boxes as [w, h, index of the nearest anchor]; the sweep as [k, average IoU].
   *
   * @param chosen the k of the anchors, or 0 without a sweep
   */
  record RunData(
      List<double[]> anchors,
      List<double[]> boxes,
      boolean pixels,
      List<double[]> sweep,
      int chosen) {}

  @Override
  public String id() {
    return "anchors";
  }

  @Override
  public String title() {
    return "Anchors";
  }

  @Override
  public int order() {
    return 400;
  }

  @Override
  public boolean hasData(ReportData data) {
    return !data.anchors().isEmpty();
  }

  @Override
  public View view(ReportData data) {
    List<RunModel> models = new ArrayList<>();
    List<RunData> runs = new ArrayList<>();
    for (AnchorsResult result : data.anchors()) {
      int[] nearest =
          result.sample().stream().mapToInt(b -> nearest(b, result.anchors())).toArray();
      models.add(model(result, nearest));
      runs.add(points(result, nearest));
    }
    return new View(new Model(models), Map.of("runs", runs));
  }

  private static RunModel model(AnchorsResult result, int... nearest) {
    boolean pixels = pixels(result);
    List<Row> rows = new ArrayList<>();
    for (int a = 0; a < result.anchors().size(); a++) {
      Size anchor = result.anchors().get(a);
      double iou = 0;
      int boxes = 0;
      for (int b = 0; b < nearest.length; b++) {
        if (nearest[b] == a) {
          iou += result.sample().get(b).iou(anchor);
          boxes++;
        }
      }
      rows.add(
          new Row(
              a + 1,
              size(anchor.w(), pixels),
              size(anchor.h(), pixels),
              anchor.h() > 0 ? Format.rate(anchor.w() / anchor.h()) : Format.UNDEFINED,
              share(result, a, boxes),
              Format.metric(boxes > 0 ? iou / boxes : -1)));
    }
    return new RunModel(
        Format.lastName(result.run().source()),
        Format.metric(result.averageIou()),
        unit(result),
        rows,
        sweep(result),
        fits(result, Of.THESE, Of.OTHERS),
        fits(result, Of.AREA, Of.CLASS));
  }

  /** Of all boxes where the file says so, else of the sample. */
  private static String share(AnchorsResult result, int anchor, int sampled) {
    if (!result.shares().isEmpty()) {
      return Format.percent(result.shares().get(anchor));
    }
    int boxes = result.sample().size();
    return boxes > 0 ? Format.percent(sampled / (double) boxes) : Format.UNDEFINED;
  }

  private static String unit(AnchorsResult result) {
    return switch (result.units()) {
      case "grid" -> "cells of the grid";
      case "relative" -> "parts of the input";
      case "pixels" ->
          result.run().facts().containsKey("inputSize")
              ? "pixels of the model's input"
              : "pixels of the images";
      default -> pixels(result) ? "pixels of the model's input" : "fraction of the image";
    };
  }

  private static String sweep(AnchorsResult result) {
    return result.sweep().stream()
        .filter(AnchorsResult.Tried::chosen)
        .findFirst()
        .map(t -> t.k() + " anchors: the elbow, farthest above the line between the ends")
        .orElse("");
  }

  private static List<FitRow> fits(AnchorsResult result, Of... kinds) {
    List<Of> wanted = List.of(kinds);
    return result.fits().stream()
        .filter(fit -> wanted.contains(fit.of()))
        .map(
            fit ->
                new FitRow(
                    switch (fit.of()) {
                      case THESE -> "these anchors";
                      case AREA -> fit.name() + " boxes";
                      default -> fit.name();
                    },
                    Format.count(fit.boxes()),
                    Format.metric(fit.averageIou()),
                    Format.metric(fit.recallAtRatio()),
                    Format.metric(fit.recallAtIou50()),
                    fit.boxes() > 0 ? Format.rate(fit.anchorsPerTarget()) : Format.UNDEFINED))
        .toList();
  }

  private static RunData points(AnchorsResult result, int... nearest) {
    List<double[]> boxes = new ArrayList<>();
    for (int b = 0; b < nearest.length; b++) {
      Size box = result.sample().get(b);
      boxes.add(new double[] {short5(box.w()), short5(box.h()), nearest[b]});
    }
    List<double[]> anchors =
        result.anchors().stream().map(a -> new double[] {short5(a.w()), short5(a.h())}).toList();
    List<double[]> sweep =
        result.sweep().stream().map(t -> new double[] {t.k(), short5(t.averageIou())}).toList();
    int chosen =
        result.sweep().stream()
            .filter(AnchorsResult.Tried::chosen)
            .mapToInt(AnchorsResult.Tried::k)
            .findFirst()
            .orElse(0);
    return new RunData(anchors, boxes, pixels(result), sweep, chosen);
  }

  /** The anchor with the largest IoU; the first of equals. */
  private static int nearest(Size box, List<Size> anchors) {
    int best = 0;
    for (int a = 1; a < anchors.size(); a++) {
      if (box.iou(anchors.get(a)) > box.iou(anchors.get(best))) {
        best = a;
      }
    }
    return best;
  }

  private static boolean pixels(AnchorsResult result) {
    return result.units().isEmpty()
        ? result.anchors().stream().anyMatch(a -> a.w() > 1 || a.h() > 1)
        : result.units().equals("pixels");
  }

  private static String size(double value, boolean pixels) {
    return String.format(Locale.ROOT, pixels ? "%.1f" : "%.4f", value);
  }

  private static double short5(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
