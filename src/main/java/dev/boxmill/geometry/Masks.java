package dev.boxmill.geometry;

import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import dev.boxmill.error.UserException;
import java.util.List;

/**
 * Masks without pixels: measures and sets of run lengths, all in whole pixels. Two masks that meet
 * have to be of one size.
 */
public final class Masks {
  private Masks() {}

  /**
   * The pixels of an object in an image.
   *
   * @param segmentation outlines to draw, or run lengths to check
   * @param height of the image, 0 when unknown
   * @param width of the image, 0 when unknown
   * @return the mask itself when it is run lengths already
   * @throws UserException when run lengths do not fill the image, or outlines come without its size
   */
  public static Rle rle(Segmentation segmentation, int height, int width) {
    if ((long) height * width > Integer.MAX_VALUE) {
      throw new UserException(
          "masks of " + height + " by " + width + " pixels: more than 2^31; cut the image");
    }
    if (segmentation instanceof Polygons polygons) {
      if (height <= 0 || width <= 0) {
        throw new UserException("polygons need the image's width and height; add them to the file");
      }
      return PolygonMask.of(polygons, height, width);
    }
    Rle mask = (Rle) segmentation;
    if ((height > 0 || width > 0) && (mask.height() != height || mask.width() != width)) {
      throw new UserException(
          String.format(
              "the mask's size (height, width) is %d, %d, the image's %d, %d; make the mask anew",
              mask.height(), mask.width(), height, width));
    }
    long filled = 0;
    for (int run : mask.counts()) {
      filled = run < 0 || filled < 0 ? -1 : filled + run;
    }
    if (filled != (long) mask.height() * mask.width()) {
      throw new UserException(
          String.format(
              "the mask's runs fill %d pixels of %d by %d; make the mask anew",
              filled, mask.height(), mask.width()));
    }
    return mask;
  }

  /**
   * A mask whose runs fill its image.
   *
   * @param height pixels, at least 1; height times width is below 2^31
   * @param width pixels, at least 1
   * @param counts runs in column-major order, the first of zeros; kept, not copied
   * @return a mask of that size
   * @throws IllegalArgumentException saying what is wrong, when they do not
   */
  public static Rle of(long height, long width, int... counts) {
    if (height < 1 || width < 1 || height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("have a size " + height + " x " + width);
    }
    long sum = 0;
    for (int run : counts) {
      if (run < 0) {
        throw new IllegalArgumentException("hold a negative run");
      }
      sum += run;
    }
    if (sum != height * width) {
      throw new IllegalArgumentException(
          "add up to " + sum + ", not to " + height + " x " + width + " pixels");
    }
    return new Rle((int) height, (int) width, counts);
  }

  /**
   * Counts the pixels.
   *
   * @param mask may hold runs of 0 pixels
   * @return pixels, at least 0
   */
  public static long area(Rle mask) {
    long area = 0;
    for (int i = 1; i < mask.counts().length; i += 2) {
      area += mask.counts()[i];
    }
    return area;
  }

  /**
   * The box around a mask. As in pycocotools, a run over several columns counts as full height, so
   * the box may be too high.
   *
   * @param mask may hold runs of 0 pixels
   * @return left, top, right and bottom (exclusive) in pixels; all 0 for a mask without pixels
   */
  public static int[] bounds(Rle mask) {
    int h = mask.height();
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = 0;
    int bottom = 0;
    int at = 0;
    int[] counts = mask.counts();
    for (int i = 0; i < counts.length; i++) {
      if ((i & 1) == 1 && counts[i] > 0) {
        int first = at / h;
        int last = (at + counts[i] - 1) / h;
        left = Math.min(left, first);
        right = last + 1;
        top = Math.min(top, first < last ? 0 : at % h);
        bottom = Math.max(bottom, first < last ? h : (at + counts[i] - 1) % h + 1);
      }
      at += counts[i];
    }
    return right == 0 ? new int[4] : new int[] {left, top, right, bottom};
  }

  /**
   * Counts the pixels that two masks share.
   *
   * @param a may hold runs of 0 pixels
   * @param b likewise, of the same size
   * @return pixels, at least 0
   * @throws UserException when the sizes differ
   */
  public static long intersection(Rle a, Rle b) {
    requireOneSize(a, b);
    int[] runsA = a.counts();
    int[] runsB = b.counts();
    long shared = 0;
    int startA = 0;
    int startB = 0;
    int i = 0;
    int j = 0;
    // Steps from run to run of ones; whichever ends first moves on.
    while (i + 1 < runsA.length && j + 1 < runsB.length) {
      int fromA = startA + runsA[i];
      int toA = fromA + runsA[i + 1];
      int fromB = startB + runsB[j];
      int toB = fromB + runsB[j + 1];
      shared += Math.max(0, Math.min(toA, toB) - Math.max(fromA, fromB));
      if (toA <= toB) {
        i += 2;
        startA = toA;
      } else {
        j += 2;
        startB = toB;
      }
    }
    return shared;
  }

  /**
   * Joins masks.
   *
   * @param masks at least one, all of one size
   * @return the pixels that are in any mask
   * @throws UserException when the sizes differ
   */
  public static Rle union(List<Rle> masks) {
    return masks.stream().reduce((a, b) -> combine(a, b, 0b1110)).orElseThrow();
  }

  /**
   * Cuts masks with each other.
   *
   * @param masks at least one, all of one size
   * @return the pixels that are in every mask
   * @throws UserException when the sizes differ
   */
  public static Rle intersection(List<Rle> masks) {
    return masks.stream().reduce((a, b) -> combine(a, b, 0b1000)).orElseThrow();
  }

  /**
   * @param table bit a + 2 b: whether a pixel that is a in the one mask and b in the other is kept
   */
  private static Rle combine(Rle a, Rle b, int table) {
    requireOneSize(a, b);
    RunWriter runs = new RunWriter();
    int[] countsA = a.counts();
    int[] countsB = b.counts();
    int i = 0;
    int j = 0;
    int leftA = countsA.length == 0 ? 0 : countsA[0];
    int leftB = countsB.length == 0 ? 0 : countsB[0];
    while (i < countsA.length && j < countsB.length) {
      int step = Math.min(leftA, leftB);
      runs.add((table >>> ((i & 1) + 2 * (j & 1)) & 1) != 0, step);
      leftA -= step;
      leftB -= step;
      if (leftA == 0) {
        leftA = ++i < countsA.length ? countsA[i] : 0;
      }
      if (leftB == 0) {
        leftB = ++j < countsB.length ? countsB[j] : 0;
      }
    }
    return runs.build(a.height(), a.width());
  }

  private static void requireOneSize(Rle a, Rle b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      throw new UserException(
          String.format(
              "masks of one image differ in size (height, width): %d, %d and %d, %d",
              a.height(), a.width(), b.height(), b.width()));
    }
  }
}
