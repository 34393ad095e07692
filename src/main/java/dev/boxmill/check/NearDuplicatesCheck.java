package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.geometry.Iou;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Boxes that nearly cover each other: one object annotated twice. Crowds are left out. */
@AutoService(Check.class)
public final class NearDuplicatesCheck implements Check {
  private static final double SAME = .95;

  @Override
  public List<Finding> run(DataSet data) {
    Tally same = data.tally("near-duplicate-box", Severity.WARNING);
    Tally other = data.tally("box-of-two-classes", Severity.INFO);
    GroundTruthTable rows = data.annotations().groundTruths();
    double[] boxes = rows.boxes();
    Integer[] order = new Integer[rows.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingLong(rows::imageId)
            .thenComparingDouble(i -> boxes[4 * i])
            .thenComparingInt(i -> i));
    for (int i = 0; i < order.length; i++) {
      int a = order[i];
      for (int j = i + 1; j < order.length && near(rows, a, order[j]); j++) {
        int b = order[j];
        double iou = iou(boxes, a, b);
        if (iou >= SAME && !rows.crowd(a) && !rows.crowd(b)) {
          int later = Math.max(a, b);
          long earlier = rows.id(Math.min(a, b));
          boolean alike = rows.categoryId(a) == rows.categoryId(b);
          (alike ? same : other)
              .object(
                  later,
                  () ->
                      String.format(
                          Locale.ROOT,
                          "IoU %.3f with object %d (%s)",
                          iou,
                          earlier,
                          alike ? "same class" : data.classOf(a) + ", " + data.classOf(b)));
        }
      }
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(
        same.found(
            "boxes of one class cover each other (IoU of .95 or more)",
            "drop one of each pair if they are one object"));
    found.addAll(
        other.found(
            "boxes of two classes cover each other (IoU of .95 or more)",
            "drop the wrong class, unless objects have several"));
    return found;
  }

  /** Whether a box begins early enough to reach the IoU: no more than a twentieth to the right. */
  private static boolean near(GroundTruthTable rows, int a, int b) {
    double[] boxes = rows.boxes();
    return rows.imageId(a) == rows.imageId(b)
        && boxes[4 * b] - boxes[4 * a] <= (1 - SAME) * boxes[4 * a + 2] * (1 + 1e-9);
  }

  private static double iou(double[] boxes, int a, int b) {
    int p = 4 * a;
    int q = 4 * b;
    return Iou.iou(
        boxes[p],
        boxes[p + 1],
        boxes[p] + boxes[p + 2],
        boxes[p + 1] + boxes[p + 3],
        boxes[q],
        boxes[q + 1],
        boxes[q] + boxes[q + 2],
        boxes[q + 1] + boxes[q + 3]);
  }
}
