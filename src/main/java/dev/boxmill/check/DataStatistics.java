package dev.boxmill.check;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the objects of a set are spread. Boxes without area are in none of the histograms of boxes.
 *
 * @param images in the set
 * @param objects in the set
 * @param classes in the order of their ids
 * @param sizes [i, j] counts boxes of a width in [2^(i/2), 2^((i+1)/2)) and a height in [2^(j/2),
 *     2^((j+1)/2)) pixels; the first and last row and column also hold what is smaller or larger
 * @param aspects [i] counts boxes with log2 of width by height in [(i-16)/4 - 1/8, (i-16)/4 + 1/8);
 *     the first and last also hold what is beyond
 * @param centres [row][column] counts boxes by the place of their centre in the image, in a grid of
 *     32 by 32; boxes in images of unknown size, or with the centre outside, are left out
 * @param objectsPerImage [n] counts images with n objects; the last those with so many or more
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record DataStatistics(
    long images,
    long objects,
    List<ClassCount> classes,
    long[][] sizes,
    long[] aspects,
    long[][] centres,
    long[] objectsPerImage) {
  private static final int SIZES = 26;
  private static final int ASPECTS = 33;
  private static final int GRID = 32;
  private static final int MOST_PER_IMAGE = 100;

  /** Objects of a class, and images that hold one of them. */
  public record ClassCount(int id, String name, long objects, long images) {}

  /**
   * Counts in one pass over the objects.
   *
   * @param all of one data set
   * @return sums over its images, the same in whatever order its objects stand
   */
  public static DataStatistics of(Annotations all) {
    GroundTruthTable rows = all.groundTruths();
    int n = all.categories().size();
    long[] objects = new long[n];
    int[] perImage = new int[all.images().size()];
    long[][] sizes = new long[SIZES][SIZES];
    long[] aspects = new long[ASPECTS];
    long[][] centres = new long[GRID][GRID];
    Set<Long> pairs = new HashSet<>();
    long[] images = new long[n];
    double[] b = rows.boxes();
    for (int row = 0; row < rows.size(); row++) {
      int c = all.categoryIndex(rows.categoryId(row));
      int image = all.images().indexOf(rows.imageId(row));
      objects[c]++;
      perImage[image]++;
      images[c] += pairs.add((long) image * n + c) ? 1 : 0;
      double w = b[4 * row + 2];
      double h = b[4 * row + 3];
      if (w > 0 && h > 0) {
        sizes[bin(2 * log2(w), SIZES)][bin(2 * log2(h), SIZES)]++;
        aspects[bin(4 * (log2(w) - log2(h)) + 16.5, ASPECTS)]++;
        centre(centres, all.images().image(image), b[4 * row] + w / 2, b[4 * row + 1] + h / 2);
      }
    }
    List<ClassCount> classes = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      Category category = all.categories().get(c);
      classes.add(new ClassCount(category.id(), category.name(), objects[c], images[c]));
    }
    return new DataStatistics(
        perImage.length, rows.size(), classes, sizes, aspects, centres, histogram(perImage));
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  private static int bin(double value, int bins) {
    return (int) Math.max(0, Math.min(bins - 1, Math.floor(value + 1e-9)));
  }

  private static void centre(long[][] centres, ImageInfo image, double x, double y) {
    if (x >= 0 && y >= 0 && x < image.width() && y < image.height()) {
      centres[(int) (y / image.height() * GRID)][(int) (x / image.width() * GRID)]++;
    }
  }

  private static long[] histogram(int... perImage) {
    int most = 0;
    for (int n : perImage) {
      most = Math.max(most, Math.min(n, MOST_PER_IMAGE));
    }
    long[] counts = new long[perImage.length == 0 ? 0 : most + 1];
    for (int n : perImage) {
      counts[Math.min(n, MOST_PER_IMAGE)]++;
    }
    return counts;
  }
}
