package dev.boxmill.eval;

/**
 * Rows of a table grouped by class, within a class by image, within an image in the given order:
 * the occupied (image, class) pairs lie side by side, found without a map.
 */
final class PairIndex {
  private final int[] rows;
  private final int[] images;
  private final int[] starts;

  private PairIndex(int[] rows, int[] images, int[] starts) {
    this.rows = rows;
    this.images = images;
    this.starts = starts;
  }

  /**
   * @param order the rows to start from, in the order that decides within a pair
   * @param classOf class of a row, -1 to leave the row out
   * @param imageOf image of a row, -1 to leave the row out
   * @param classes number of classes
   * @param imageCount number of images
   */
  static PairIndex of(int[] order, int[] classOf, int[] imageOf, int classes, int imageCount) {
    int[] kept = new int[order.length];
    int n = 0;
    for (int row : order) {
      if (classOf[row] >= 0 && imageOf[row] >= 0) {
        kept[n++] = row;
      }
    }
    int[] byImage = group(kept, n, imageOf, new int[imageCount + 1]);
    int[] starts = new int[classes + 1];
    int[] rows = group(byImage, n, classOf, starts);
    int[] images = new int[n];
    for (int i = 0; i < n; i++) {
      images[i] = imageOf[rows[i]];
    }
    return new PairIndex(rows, images, starts);
  }

  /** Stable counting sort of the first n rows; afterwards group g starts at starts[g]. */
  static int[] group(int[] rows, int n, int[] groupOf, int[] starts) {
    int groups = starts.length - 1;
    int[] next = new int[groups + 1];
    for (int i = 0; i < n; i++) {
      next[groupOf[rows[i]] + 1]++;
    }
    for (int g = 0; g < groups; g++) {
      next[g + 1] += next[g];
    }
    System.arraycopy(next, 0, starts, 0, groups + 1);
    int[] sorted = new int[n];
    for (int i = 0; i < n; i++) {
      sorted[next[groupOf[rows[i]]]++] = rows[i];
    }
    return sorted;
  }

  /** First place of a class. */
  int start(int category) {
    return starts[category];
  }

  /** Place behind the last one of a class. */
  int end(int category) {
    return starts[category + 1];
  }

  int size(int category) {
    return end(category) - start(category);
  }

  /** The table's row at a place. */
  int row(int place) {
    return rows[place];
  }

  /** The image of the row at a place. */
  int image(int place) {
    return images[place];
  }
}
