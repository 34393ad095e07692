package dev.boxmill.report;

import com.google.auto.service.AutoService;
import dev.boxmill.report.AnchorsResult.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Anchors over the sizes of the boxes they were made from. */
@AutoService(ReportSection.class)
public final class AnchorsSection implements ReportSection {

  /** An anchor and the sampled boxes nearest to it. */
  public record Row(
      int number, String width, String height, String aspect, String share, String meanIou) {}

  /** One anchors file. */
  public record RunModel(String label, String averageIou, String unit, List<Row> rows) {}

  /** What the template shows. */
  public record Model(List<RunModel> runs) {}

  /** Sizes as [w, h]; boxes as [w, h, index of the nearest anchor]. */
  record RunData(List<double[]> anchors, List<double[]> boxes, boolean pixels) {}

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
              nearest.length > 0
                  ? Format.percent(boxes / (double) nearest.length)
                  : Format.UNDEFINED,
              Format.metric(boxes > 0 ? iou / boxes : -1)));
    }
    return new RunModel(
        Format.lastName(result.run().source()),
        Format.metric(result.averageIou()),
        pixels ? "pixels of the model's input" : "fraction of the image",
        rows);
  }

  private static RunData points(AnchorsResult result, int... nearest) {
    List<double[]> boxes = new ArrayList<>();
    for (int b = 0; b < nearest.length; b++) {
      Size box = result.sample().get(b);
      boxes.add(new double[] {short5(box.w()), short5(box.h()), nearest[b]});
    }
    List<double[]> anchors =
        result.anchors().stream().map(a -> new double[] {short5(a.w()), short5(a.h())}).toList();
    return new RunData(anchors, boxes, pixels(result));
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
    return result.anchors().stream().anyMatch(a -> a.w() > 1 || a.h() > 1);
  }

  private static String size(double value, boolean pixels) {
    return String.format(java.util.Locale.ROOT, pixels ? "%.1f" : "%.4f", value);
  }

  private static double short5(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
