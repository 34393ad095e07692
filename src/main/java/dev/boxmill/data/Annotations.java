package dev.boxmill.data;

import java.io.Serializable;
import java.util.List;

/**
 * What an annotation file holds. Readers guarantee that ids are unique and that every object's
 * image and category exist.
 *
 * @param images ascending by id
 * @param categories ascending by id
 * @param groundTruths in file order
 * @param labels what is known of whole images, or null where every class was looked for everywhere
 */
public record Annotations(
    ImageTable images, List<Category> categories, GroundTruthTable groundTruths, ImageLabels labels)
    implements Serializable {

  /** Copies the list of categories. */
  public Annotations {
    categories = List.copyOf(categories);
  }

  /**
   * Annotations in which every class was looked for in every image.
   *
   * @param images ascending by id
   * @param categories ascending by id
   * @param groundTruths in file order
   */
  public Annotations(ImageTable images, List<Category> categories, GroundTruthTable groundTruths) {
    this(images, categories, groundTruths, null);
  }

  /**
   * {@return position of a category in {@link #categories}, or -1}
   *
   * @param categoryId need not be known
   */
  public int categoryIndex(int categoryId) {
    int low = 0;
    int high = categories.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int id = categories.get(middle).id();
      if (id == categoryId) {
        return middle;
      }
      if (id < categoryId) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
