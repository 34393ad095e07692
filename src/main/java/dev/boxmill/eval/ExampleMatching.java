package dev.boxmill.eval;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which boxes of an image go together, for showing to people: detections best first, each takes the
 * free object of highest IoU from .5 up, class by class. Crowds take part in neither count.
 */
public final class ExampleMatching {
  /** Detections below this are not shown. */
  private static final double SHOWN = .05;

  /** Detections from here up count as what the detector claims. */
  private static final double CLAIMED = .3;

  private static final double IOU = .5;

  private ExampleMatching() {}

  /**
   * False positives and missed objects of one category.
   *
   * @param images numbers of images that have any, ascending
   * @param errors their counts
   */
  @SuppressWarnings("ArrayRecordComponent") // one entry an image
  public record Errors(int[] images, int[] errors) implements Serializable {}

  /**
   * A box of an example.
   *
   * @param score -1 for ground truth
   */
  public record Shown(
      int image,
      double score,
      double x,
      double y,
      double w,
      double h,
      boolean crowd,
      boolean matched)
      implements Serializable {}

  /** Counts the errors of each image. */
  public static Errors errors(CategoryBoxes boxes) {
    int[] images = new int[16];
    int[] errors = new int[16];
    int n = 0;
    for (List<Shown> one : byImage(boxes, null)) {
      int wrong = 0;
      for (Shown s : one) {
        boolean counts = s.score() < 0 ? !s.crowd() : s.score() >= CLAIMED;
        wrong += counts && !s.matched() ? 1 : 0;
      }
      if (wrong > 0) {
        if (n == images.length) {
          images = Arrays.copyOf(images, 2 * n);
          errors = Arrays.copyOf(errors, 2 * n);
        }
        images[n] = one.get(0).image();
        errors[n++] = wrong;
      }
    }
    return new Errors(Arrays.copyOf(images, n), Arrays.copyOf(errors, n));
  }

  /**
   * The boxes of chosen images.
   *
   * @param chosen image numbers, ascending
   */
  public static List<Shown> boxes(CategoryBoxes boxes, int[] chosen) {
    return byImage(boxes, chosen).stream().flatMap(List::stream).toList();
  }

  private static List<List<Shown>> byImage(CategoryBoxes boxes, int[] chosen) {
    CategoryBoxes.Prepared sides = boxes.prepare();
    CategoryBoxes.Boxes truths = sides.truths();
    CategoryBoxes.Boxes detections = sides.detections();
    List<List<Shown>> all = new ArrayList<>();
    int g = 0;
    int d = 0;
    while (g < truths.size || d < detections.size) {
      int image =
          Math.min(
              g < truths.size ? truths.image[g] : Integer.MAX_VALUE,
              d < detections.size ? detections.image[d] : Integer.MAX_VALUE);
      int g1 = g;
      while (g1 < truths.size && truths.image[g1] == image) {
        g1++;
      }
      int d1 = d;
      while (d1 < detections.size && detections.image[d1] == image) {
        d1++;
      }
      if (chosen == null || Arrays.binarySearch(chosen, image) >= 0) {
        List<Shown> one = match(truths, g, g1, detections, d, d1);
        if (!one.isEmpty()) {
          all.add(one);
        }
      }
      g = g1;
      d = d1;
    }
    return all;
  }

  private static List<Shown> match(
      CategoryBoxes.Boxes truths, int g0, int g1, CategoryBoxes.Boxes detections, int d0, int d1) {
    double[] claimed = new double[g1 - g0];
    Arrays.fill(claimed, -1);
    List<Shown> shown = new ArrayList<>();
    for (int d = d0; d < d1 && detections.value[d] >= SHOWN; d++) {
      int best = -1;
      double bestIou = IOU;
      for (int g = g0; g < g1; g++) {
        double iou = iou(truths.box, g, detections.box, d);
        if (claimed[g - g0] < 0 && iou >= bestIou) {
          bestIou = iou;
          best = g;
        }
      }
      if (best >= 0) {
        claimed[best - g0] = detections.value[d];
      }
      shown.add(shown(detections, d, detections.value[d], best >= 0));
    }
    for (int g = g0; g < g1; g++) {
      shown.add(shown(truths, g, -1, claimed[g - g0] >= CLAIMED));
    }
    return shown;
  }

  private static Shown shown(CategoryBoxes.Boxes b, int i, double score, boolean matched) {
    return new Shown(
        b.image[i],
        score,
        b.box[4 * i],
        b.box[4 * i + 1],
        b.box[4 * i + 2],
        b.box[4 * i + 3],
        (b.flags[i] & CategoryBoxes.CROWD) != 0,
        matched);
  }

  private static double iou(double[] a, int i, double[] b, int j) {
    return dev.boxmill.geometry.Iou.iou(
        a[4 * i],
        a[4 * i + 1],
        a[4 * i] + a[4 * i + 2],
        a[4 * i + 1] + a[4 * i + 3],
        b[4 * j],
        b[4 * j + 1],
        b[4 * j] + b[4 * j + 2],
        b[4 * j + 1] + b[4 * j + 3]);
  }
}
