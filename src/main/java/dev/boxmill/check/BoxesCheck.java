package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Boxes without area, tiny ones, and ones beyond their image. */
@AutoService(Check.class)
public final class BoxesCheck implements Check {
  /**
   * Pixels by which a box may stick out: VOC's corners written as continuous edges, or read as
   * such, do by one (checked over the whole set by {@link ConventionsCheck}).
   */
  static final double EDGE = 1.0001;

  /** A side shorter than this many pixels is too short to see. */
  private static final double TINY = 2;

  @Override
  public List<Finding> run(DataSet data) {
    Tally empty = data.tally("empty-box", Severity.ERROR);
    Tally outside = data.tally("box-outside-image", Severity.ERROR);
    Tally over = data.tally("box-over-edge", Severity.WARNING);
    Tally tiny = data.tally("tiny-box", Severity.INFO);
    Annotations all = data.annotations();
    GroundTruthTable rows = all.groundTruths();
    double[] boxes = rows.boxes();
    for (int row = 0; row < rows.size(); row++) {
      double x = boxes[4 * row];
      double y = boxes[4 * row + 1];
      double w = boxes[4 * row + 2];
      double h = boxes[4 * row + 3];
      if (w <= 0 || h <= 0) {
        empty.object(row, () -> "width or height is 0");
        continue;
      }
      if (w < TINY || h < TINY) {
        tiny.object(row, () -> String.format(Locale.ROOT, "%.2f x %.2f pixels", w, h));
      }
      ImageInfo image = all.images().image(all.images().indexOf(rows.imageId(row)));
      if (image.width() <= 0 || image.height() <= 0) {
        continue;
      }
      if (x >= image.width() || y >= image.height() || x + w <= 0 || y + h <= 0) {
        outside.object(row, () -> "image is " + size(image));
      } else if (beyond(x, y, w, h, image.width(), image.height()) > EDGE) {
        double by = beyond(x, y, w, h, image.width(), image.height());
        over.object(
            row, () -> String.format(Locale.ROOT, "by %.1f pixels; image is %s", by, size(image)));
      }
    }
    List<Finding> found = new ArrayList<>();
    found.addAll(empty.found("boxes have no area", "drop them, or draw them again"));
    found.addAll(
        outside.found(
            "boxes lie outside their image", "check the image's size and the box's convention"));
    found.addAll(
        over.found("boxes stick out of their image", "cut them at the edge, or draw them again"));
    found.addAll(
        tiny.found(
            "boxes have a side of less than 2 pixels", "drop them if they are slips of the mouse"));
    return found;
  }

  /** How far a box sticks out of an image, in pixels; 0 or less where it does not. */
  static double beyond(double x, double y, double w, double h, double width, double height) {
    return Math.max(Math.max(-x, -y), Math.max(x + w - width, y + h - height));
  }

  static String size(ImageInfo image) {
    return image.width() + " x " + image.height();
  }
}
