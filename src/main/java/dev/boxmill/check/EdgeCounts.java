package dev.boxmill.check;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Where boxes that touch the image's border end. With continuous edges that is at 0 and at the
 * image's width; corners that count pixels from 1 begin at 1, a last pixel taken for an edge lies
 * at the width less 1, and a shift by one the wrong way shows at -1 and beyond the width.
 */
final class EdgeCounts {
  private static final int LEAST = 10;

  /** How much more frequent a wrong place must be than the right one. */
  private static final int TIMES = 4;

  /** At -1, 0 and 1 of the left and top border. */
  private final long[] first = new long[3];

  /** The same at the right and bottom border: a pixel short, on it, a pixel beyond. */
  private final long[] last = new long[3];

  static EdgeCounts of(Annotations all) {
    EdgeCounts counts = new EdgeCounts();
    GroundTruthTable rows = all.groundTruths();
    double[] b = rows.boxes();
    for (int i = 0; i < b.length; i += 4) {
      ImageInfo image = all.images().image(all.images().indexOf(rows.imageId(i / 4)));
      if (image.width() > 0 && image.height() > 0) {
        add(counts.first, b[i]);
        add(counts.first, b[i + 1]);
        add(counts.last, b[i] + b[i + 2] - image.width());
        add(counts.last, b[i + 1] + b[i + 3] - image.height());
      }
    }
    return counts;
  }

  private static void add(long[] counts, double at) {
    long whole = Math.round(at);
    if (whole >= -1 && whole <= 1 && Math.abs(at - whole) < 1e-3) {
      counts[(int) whole + 1]++;
    }
  }

  List<Finding> findings(DataSet data) {
    List<Finding> found = new ArrayList<>();
    if (clear(first[2], first[1])) {
      found.addAll(
          finding(data, "corners-from-one", first[2], first)
              .found(
                  "boxes at the left or top border begin at 1, not 0: corners seem to count from 1",
                  "subtract 1 from left and top, and add 1 to the sizes if both ends belong to the"
                      + " box"));
    }
    if (clear(first[0], first[1])) {
      found.addAll(
          finding(data, "corners-from-minus-one", first[0], first)
              .found(
                  "boxes at the left or top border begin at -1: corners that count from 0 were read"
                      + " as if from 1",
                  "add 1 to left and top, and check the sizes"));
    }
    if (clear(last[0], last[1])) {
      found.addAll(
          finding(data, "last-pixel-for-edge", last[0], last)
              .found(
                  "boxes at the right or bottom border end one pixel short of it: the last pixel"
                      + " seems to be taken for the edge",
                  "add 1 to the sizes"));
    }
    if (clear(last[2], last[1])) {
      found.addAll(
          finding(data, "edge-beyond-image", last[2], last)
              .found(
                  "boxes at the right or bottom border end one pixel beyond it",
                  "subtract 1 from the sizes, or from left and top"));
    }
    return found;
  }

  private static Tally finding(DataSet data, String id, long wrong, long... all) {
    return ConventionsCheck.whole(data, id, Severity.WARNING, wrong, all[0] + all[1] + all[2]);
  }

  private static boolean clear(long wrong, long right) {
    return wrong >= LEAST && wrong > TIMES * right;
  }
}
