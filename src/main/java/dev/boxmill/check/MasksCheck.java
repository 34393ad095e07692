package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Boxes and areas that do not fit the object's mask, and areas larger than the box. */
@AutoService(Check.class)
public final class MasksCheck implements Check {
  /** Pixels by which an edge of the box may differ from the mask's, and the same of its side. */
  private static final double EDGE = 2;

  private static final double EDGE_SHARE = .05;

  /** Areas of polygons depend on how they are rasterised: by pixels and by share. */
  private static final double AREA = 10;

  private static final double AREA_SHARE = .2;

  @Override
  public List<Finding> run(DataSet data) {
    Tally box = data.tally("mask-and-box-differ", Severity.WARNING);
    Tally area = data.tally("mask-and-area-differ", Severity.WARNING);
    Tally large = data.tally("area-exceeds-box", Severity.WARNING);
    GroundTruthTable rows = data.annotations().groundTruths();
    for (int row = 0; row < rows.size(); row++) {
      double stated = rows.area(row);
      double ofBox = rows.boxes()[4 * row + 2] * rows.boxes()[4 * row + 3];
      Segmentation mask = rows.segmentation(row);
      if (mask == null) {
        if (stated > ofBox * (1 + 1e-3) + 1) {
          large.object(row, () -> pixels("area", stated) + pixels(", box", ofBox));
        }
        continue;
      }
      MaskExtent extent = MaskExtent.of(mask);
      if (extent.area() <= 0) {
        box.object(row, () -> "the mask is empty");
      } else if (!fits(extent, rows.boxes(), 4 * row)) {
        box.object(row, () -> "the mask reaches " + extent);
      }
      double off = Math.abs(stated - extent.area());
      if (off > AREA && off > AREA_SHARE * Math.max(stated, extent.area())) {
        String whose = Math.abs(stated - ofBox) < 1 ? "area, that of the box," : "area";
        area.object(row, () -> pixels(whose, stated) + pixels(", mask", extent.area()));
      }
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(
        box.found(
            "boxes are not those around their masks", "compute the boxes from the masks again"));
    found.addAll(
        area.found(
            "'area' is not the mask's; AP by size goes by it",
            "compute the areas from the masks again"));
    found.addAll(
        large.found(
            "'area' is larger than the box; AP by size goes by it",
            "write the object's square pixels, at most width times height"));
    return found;
  }

  private static boolean fits(MaskExtent mask, double[] boxes, int b) {
    double x = Math.max(EDGE, EDGE_SHARE * boxes[b + 2]);
    double y = Math.max(EDGE, EDGE_SHARE * boxes[b + 3]);
    return Math.abs(boxes[b] - mask.left()) <= x
        && Math.abs(boxes[b] + boxes[b + 2] - mask.right()) <= x
        && Math.abs(boxes[b + 1] - mask.top()) <= y
        && Math.abs(boxes[b + 1] + boxes[b + 3] - mask.bottom()) <= y;
  }

  private static String pixels(String what, double area) {
    return String.format(Locale.ROOT, "%s %.0f", what, area);
  }
}
