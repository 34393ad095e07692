package dev.boxmill.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images as columns, ordered by ascending id whatever order they were given in. An image's place in
 * this order is its index.
 *
 * <p>The arrays are shared, not copied: do not write to them.
 */
public final class ImageTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] ids;
  private final String[] fileNames;
  private final int[] widths;
  private final int[] heights;
  private final int[] places;

  private ImageTable(long[] ids, String[] fileNames, int[] widths, int[] heights, int[] places) {
    this.ids = ids;
    this.fileNames = fileNames;
    this.widths = widths;
    this.heights = heights;
    this.places = places;
  }

  /**
   * Sorts by id; of images with the same id all are kept, in the given order.
   *
   * @param images in any order, which {@link #place} remembers
   * @return as many images
   */
  public static ImageTable of(ImageInfo... images) {
    int n = images.length;
    int[] places =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Long.compare(images[a].id(), images[b].id()))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] ids = new long[n];
    String[] names = new String[n];
    int[] widths = new int[n];
    int[] heights = new int[n];
    for (int i = 0; i < n; i++) {
      ImageInfo image = images[places[i]];
      ids[i] = image.id();
      names[i] = image.fileName();
      widths[i] = image.width();
      heights[i] = image.height();
    }
    return new ImageTable(ids, names, widths, heights, places);
  }

  /** {@return number of images} */
  public int size() {
    return ids.length;
  }

  /**
   * {@return an image's id}
   *
   * @param index from 0 to below {@link #size}
   */
  public long id(int index) {
    return ids[index];
  }

  /**
   * {@return path relative to the image folder, as written in the file}
   *
   * @param index from 0 to below {@link #size}
   */
  public String fileName(int index) {
    return fileNames[index];
  }

  /**
   * {@return how many images were given before this one}
   *
   * @param index from 0 to below {@link #size}
   */
  public int place(int index) {
    return places[index];
  }

  /**
   * {@return an image as a new record}
   *
   * @param index from 0 to below {@link #size}
   */
  public ImageInfo image(int index) {
    return new ImageInfo(ids[index], fileNames[index], widths[index], heights[index]);
  }

  /**
   * {@return index of the image with an id, or -1; of several with that id any}
   *
   * @param id need not be there
   */
  public int indexOf(long id) {
    int index = Arrays.binarySearch(ids, id);
    return index < 0 ? -1 : index;
  }
}
