package dev.boxmill.check;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Signs, over the whole set, that the numbers of boxes mean something else than left, top, width
 * and height in pixels.
 *
 * <p>A sign needs ten boxes, in images of known size, and nearly all must agree: single odd boxes
 * are other checks' business.
 */
@AutoService(Check.class)
public final class ConventionsCheck implements Check {
  private static final int LEAST = 10;

  /** So many boxes must be possible under the other reading. */
  private static final double NEARLY_ALL = .99;

  /** So many boxes must be impossible as they are. */
  private static final double MANY = .02;

  @Override
  public List<Finding> run(DataSet data) {
    Count n = count(data.annotations());
    List<Finding> found = new ArrayList<>();
    if (n.all >= LEAST && n.sameSize == n.all) {
      found.addAll(
          whole(data, "one-box-size", Severity.WARNING, n.all, n.all)
              .found("all boxes have the same size", "check where the sizes come from"));
    }
    if (n.sized < LEAST) {
      return found;
    }
    if (n.relative == n.sized) {
      found.addAll(
          whole(data, "relative-coordinates", Severity.ERROR, n.relative, n.sized)
              .found(
                  "no coordinate exceeds 1: they seem to be relative to the image",
                  "multiply them by the image's width and height, or name the --format"));
      return found;
    }
    boolean strange = n.outside >= MANY * n.sized;
    if (strange && n.asCorners >= NEARLY_ALL * n.sized) {
      found.addAll(
          whole(data, "corners-for-sizes", Severity.ERROR, n.outside, n.sized)
              .found(
                  "boxes stick out, but fit as left, top, right, bottom",
                  "subtract left and top from the last two numbers"));
    } else if (strange && n.asCentre >= NEARLY_ALL * n.sized) {
      found.addAll(
          whole(data, "centre-for-corner", Severity.ERROR, n.outside, n.sized)
              .found(
                  "boxes stick out, but fit when their first numbers are the centre",
                  "subtract half the width and height from the first two numbers"));
    } else if (strange && n.asTurned >= NEARLY_ALL * n.sized) {
      found.addAll(
          whole(data, "image-sides-swapped", Severity.ERROR, n.outside, n.sized)
              .found(
                  "boxes stick out, but fit when width and height of the images change places",
                  "swap the images' width and height"));
    }
    found.addAll(EdgeCounts.of(data.annotations()).findings(data));
    return found;
  }

  /** A finding about so many of all boxes. */
  static Tally whole(DataSet data, String id, Severity severity, long count, long of) {
    Tally tally = data.tally(id, severity);
    return tally.whole(
        count, Example.of(null, String.format(Locale.ROOT, "%,d of %,d boxes", count, of)));
  }

  private static Count count(Annotations all) {
    Count n = new Count();
    GroundTruthTable rows = all.groundTruths();
    double[] b = rows.boxes();
    for (int i = 0; i < b.length; i += 4) {
      n.all++;
      n.sameSize += b[i + 2] == b[2] && b[i + 3] == b[3] ? 1 : 0;
      ImageInfo image = all.images().image(all.images().indexOf(rows.imageId(i / 4)));
      if (image.width() > 1 && image.height() > 1) {
        n.sized(b[i], b[i + 1], b[i + 2], b[i + 3], image.width(), image.height());
      }
    }
    return n;
  }

  /** How many boxes are possible in which reading. */
  private static final class Count {
    private long all;
    private long sameSize;
    private long sized;
    private long outside;
    private long relative;
    private long asCorners;
    private long asCentre;
    private long asTurned;

    private void sized(double x, double y, double w, double h, int width, int height) {
      sized++;
      relative += Math.max(Math.max(x + w, y + h), Math.max(w, h)) <= 1.0001 ? 1 : 0;
      outside += fits(x, y, w, h, width, height) ? 0 : 1;
      asCorners += w > x && h > y && fits(x, y, w - x, h - y, width, height) ? 1 : 0;
      asCentre += fits(x - w / 2, y - h / 2, w, h, width, height) ? 1 : 0;
      asTurned += fits(x, y, w, h, height, width) ? 1 : 0;
    }

    private static boolean fits(double x, double y, double w, double h, int width, int height) {
      return BoxesCheck.beyond(x, y, w, h, width, height) <= BoxesCheck.EDGE;
    }
  }
}
