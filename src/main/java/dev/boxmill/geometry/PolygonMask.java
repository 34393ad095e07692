package dev.boxmill.geometry;

import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills outlines with pixels, equal to pycocotools pixel by pixel: the outline is walked on a grid
 * five times as fine as the image's; where it crosses the middle of a column of pixels, the column
 * changes between inside and outside. Crossings in column-major order are the ends of the runs.
 *
 * <p>Outlines may leave the image; what is outside is cut off.
 */
final class PolygonMask {
  private static final double FINE = 5;

  /** Coordinates beyond this many pixels would overflow the fine grid. */
  private static final double FARTHEST = 1e8;

  private final int height;
  private final int width;
  private int[] crossings = new int[64];
  private int size;
  private int lastX;
  private int lastY;

  private PolygonMask(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** The union of all rings. */
  static Rle of(Polygons polygons, int height, int width) {
    List<Rle> masks = new ArrayList<>();
    boolean boxes = polygons.rings().length > 0 && polygons.rings()[0].length == 4;
    for (double[] ring : polygons.rings()) {
      double[] points = boxes && ring.length == 4 ? corners(ring) : ring;
      if (points.length < 6 || points.length % 2 != 0) {
        throw new UserException(
            "a polygon of " + ring.length + " numbers; give x and y of three points or more");
      }
      masks.add(new PolygonMask(height, width).fill(points));
    }
    return masks.isEmpty()
        ? new Rle(height, width, new int[] {Math.multiplyExact(height, width)})
        : Masks.union(masks);
  }

  /** The reference takes a first ring of four numbers for left, top, width and height. */
  private static double[] corners(double[] box) {
    double right = box[0] + box[2];
    double bottom = box[1] + box[3];
    return new double[] {box[0], box[1], box[0], bottom, right, bottom, right, box[1]};
  }

  private Rle fill(double[] ring) {
    int n = ring.length / 2;
    int[] xs = new int[n + 1];
    int[] ys = new int[n + 1];
    for (int i = 0; i < n; i++) {
      xs[i] = fine(ring[2 * i]);
      ys[i] = fine(ring[2 * i + 1]);
    }
    xs[n] = xs[0];
    ys[n] = ys[0];
    lastX = xs[0];
    lastY = ys[0];
    for (int i = 0; i < n; i++) {
      walk(xs[i], ys[i], xs[i + 1], ys[i + 1]);
    }
    return runs();
  }

  private static int fine(double pixels) {
    if (!(Math.abs(pixels) <= FARTHEST)) {
      throw new UserException("polygon coordinate " + pixels + "; give pixels of the image");
    }
    return (int) (FINE * pixels + .5);
  }

  /**
   * Visits the fine points of an edge. It is drawn from its lesser end along its longer side, which
   * decides how halves are rounded, but visited in its own direction.
   */
  private void walk(int fromX, int fromY, int toX, int toY) {
    int dx = Math.abs(toX - fromX);
    int dy = Math.abs(toY - fromY);
    boolean flat = dx >= dy;
    boolean back = flat ? fromX > toX : fromY > toY;
    int startX = back ? toX : fromX;
    int startY = back ? toY : fromY;
    int endX = back ? fromX : toX;
    int endY = back ? fromY : toY;
    double slope = flat ? (double) (endY - startY) / dx : (double) (endX - startX) / dy;
    int steps = Math.max(dx, dy);
    for (int d = 0; d <= steps; d++) {
      int t = back ? steps - d : d;
      if (flat) {
        // An edge without length has no slope; only its column matters.
        visit(t + startX, dx == 0 ? startY : (int) (startY + slope * t + .5));
      } else {
        visit((int) (startX + slope * t + .5), t + startY);
      }
    }
  }

  private void visit(int x, int y) {
    if (x != lastX) {
      double column = ((x < lastX ? x : x - 1) + .5) / FINE - .5;
      if (Math.floor(column) == column && column >= 0 && column <= width - 1) {
        double row = (Math.min(y, lastY) + .5) / FINE - .5;
        cross((int) column, (int) Math.ceil(Math.max(0, Math.min(height, row))));
      }
    }
    lastX = x;
    lastY = y;
  }

  private void cross(int column, int row) {
    if (size == crossings.length) {
      crossings = Arrays.copyOf(crossings, 2 * size);
    }
    crossings[size++] = column * height + row;
  }

  /** From crossing to crossing the pixels turn; two crossings in one place turn nothing. */
  private Rle runs() {
    Arrays.sort(crossings, 0, size);
    RunWriter runs = new RunWriter();
    int at = 0;
    for (int i = 0; i < size; i++) {
      runs.add((i & 1) == 1, crossings[i] - at);
      at = crossings[i];
    }
    runs.add((size & 1) == 1, height * width - at);
    return runs.build(height, width);
  }
}
