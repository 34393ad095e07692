package dev.boxmill.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What is known of whole images where not every class was looked for in every image: LVIS's
 * federated annotation and Open Images' verified labels. Category ids, an array an image in the
 * order of {@link Annotations#images}, each ascending.
 *
 * <p>The arrays are shared, not copied: do not write to them.
 */
public final class ImageLabels implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int[] NOTHING = {};

  private final int[][] present;
  private final int[][] absent;
  private final int[][] incomplete;

  private ImageLabels(int[][] present, int[][] absent, int[][] incomplete) {
    this.present = present;
    this.absent = absent;
    this.incomplete = incomplete;
  }

  /**
   * Sorts copies. An array an image in each; an element may be null for none, and ids in any order.
   *
   * @param present classes verified to be in the image, beside those of its objects
   * @param absent classes verified not to be in it (LVIS's neg_category_ids)
   * @param incomplete classes of which not all objects are annotated (not_exhaustive_category_ids)
   * @return as many images as {@code present} has
   */
  public static ImageLabels of(int[][] present, int[][] absent, int[][] incomplete) {
    return new ImageLabels(sorted(present), sorted(absent), sorted(incomplete));
  }

  private static int[][] sorted(int[][] ids) {
    int[][] all = new int[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      all[i] = ids[i] == null || ids[i].length == 0 ? NOTHING : ids[i].clone();
      Arrays.sort(all[i]);
    }
    return all;
  }

  /** {@return number of images} */
  public int size() {
    return present.length;
  }

  /**
   * {@return ids of the classes verified to be in an image, ascending; shared}
   *
   * @param image index from 0 to below {@link #size}
   */
  public int[] present(int image) {
    return present[image];
  }

  /**
   * {@return ids of the classes verified not to be in an image, ascending; shared}
   *
   * @param image index from 0 to below {@link #size}
   */
  public int[] absent(int image) {
    return absent[image];
  }

  /**
   * {@return ids of the classes of which an image has objects without annotation, ascending;
   * shared}
   *
   * @param image index from 0 to below {@link #size}
   */
  public int[] incomplete(int image) {
    return incomplete[image];
  }

  /**
   * {@return whether a class was verified to be in an image}
   *
   * @param image index from 0 to below {@link #size}
   * @param categoryId need not be known
   */
  public boolean isPresent(int image, int categoryId) {
    return Arrays.binarySearch(present[image], categoryId) >= 0;
  }

  /**
   * {@return whether a class was verified not to be in an image}
   *
   * @param image index from 0 to below {@link #size}
   * @param categoryId need not be known
   */
  public boolean isAbsent(int image, int categoryId) {
    return Arrays.binarySearch(absent[image], categoryId) >= 0;
  }

  /**
   * {@return whether not all objects of a class are annotated in an image}
   *
   * @param image index from 0 to below {@link #size}
   * @param categoryId need not be known
   */
  public boolean isIncomplete(int image, int categoryId) {
    return Arrays.binarySearch(incomplete[image], categoryId) >= 0;
  }
}
