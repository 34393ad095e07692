package dev.boxmill.geometry;

import dev.boxmill.data.Rle;
import java.util.Arrays;

/**
 * The pixels of a mask near its outline (Cheng et al. 2021, "Boundary IoU"): those that erosion
 * takes away. Beyond the image's edge nothing belongs to the mask, so its pixels along the edge are
 * boundary as well.
 */
public final class MaskBoundary {
  private MaskBoundary() {}

  /**
   * How far the boundary reaches inward.
   *
   * @param height of the image, pixels
   * @param width of the image, pixels
   * @param share of the image's diagonal; the paper uses .02
   * @return pixels, halves rounded to even, at least 1
   */
  public static int distance(int height, int width, double share) {
    double diagonal = Math.sqrt((double) height * height + (double) width * width);
    return (int) Math.max(1, Math.rint(share * diagonal));
  }

  /**
   * Pixels of a mask that have a pixel outside it at most {@code distance} columns and rows away.
   *
   * @param mask its runs fill its image, as {@link Masks#of} checks
   * @param distance in pixels, at least 1
   * @return a mask of the same size
   */
  public static Rle of(Rle mask, int distance) {
    int[] bounds = Masks.bounds(mask);
    int h = mask.height();
    int w = mask.width();
    RunWriter boundary = new RunWriter();
    if (bounds[2] == 0) {
      boundary.add(false, h * w);
      return boundary.build(h, w);
    }
    boundary.add(false, bounds[0] * h);
    Sweep sweep = new Sweep(mask, distance, bounds[0]);
    for (int x = bounds[0]; x < bounds[2] + distance; x++) {
      sweep.next(x < bounds[2]);
      if (x - distance >= bounds[0]) {
        sweep.write(boundary);
      }
    }
    boundary.add(false, (w - bounds[2]) * h);
    return boundary.build(h, w);
  }

  /** Goes over a mask's columns from left to right, and {@code distance} columns behind again. */
  private static final class Sweep {
    private final int height;
    private final int distance;

    /** Columns up to the current one, without a gap, in which a row is deep inside its column. */
    private final int[] deep;

    private final Columns ahead;
    private final Columns behind;

    Sweep(Rle mask, int distance, int first) {
      this.height = mask.height();
      this.distance = distance;
      this.deep = new int[height];
      this.ahead = new Columns(mask, first);
      this.behind = new Columns(mask, first);
    }

    void next(boolean exists) {
      if (exists) {
        ahead.next();
      }
      int y = 0;
      for (int s = 0; exists && s < ahead.spans; s++) {
        int from = ahead.spanStart[s] + distance;
        int to = ahead.spanEnd[s] - distance;
        for (; y < Math.min(from, height); y++) {
          deep[y] = 0;
        }
        for (; y < to; y++) {
          deep[y]++;
        }
      }
      for (; y < height; y++) {
        deep[y] = 0;
      }
    }

    /** A pixel is inside when it is deep in its column and the columns on either side. */
    void write(RunWriter to) {
      behind.next();
      int y = 0;
      for (int s = 0; s < behind.spans; s++) {
        to.add(false, behind.spanStart[s] - y);
        for (y = behind.spanStart[s]; y < behind.spanEnd[s]; y++) {
          to.add(deep[y] <= 2 * distance, 1);
        }
      }
      to.add(false, height - y);
    }
  }

  /** The mask's runs cut into columns. */
  private static final class Columns {
    private final int[] counts;
    private final int height;
    private int[] spanStart = new int[8];
    private int[] spanEnd = new int[8];
    private int spans;
    private int run;
    private int runEnd;
    private int top;

    Columns(Rle mask, int first) {
      counts = mask.counts();
      height = mask.height();
      top = first * height;
      runEnd = counts[0];
    }

    /** Finds the spans of ones in the next column. */
    void next() {
      spans = 0;
      int end = top + height;
      int at = top;
      while (at < end) {
        while (runEnd <= at) {
          runEnd += counts[++run];
        }
        int to = Math.min(runEnd, end);
        if ((run & 1) == 1) {
          add(at - top, to - top);
        }
        at = to;
      }
      top = end;
    }

    private void add(int from, int to) {
      if (spans > 0 && spanEnd[spans - 1] == from) {
        spanEnd[spans - 1] = to; // a run of no zeros lay between
        return;
      }
      if (spans == spanStart.length) {
        spanStart = Arrays.copyOf(spanStart, 2 * spans);
        spanEnd = Arrays.copyOf(spanEnd, 2 * spans);
      }
      spanStart[spans] = from;
      spanEnd[spans++] = to;
    }
  }
}
