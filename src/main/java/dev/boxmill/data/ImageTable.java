package dev.boxmill.data;

import java.io.Serializable;
import java.util.Arrays;

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

  private ImageTable(long[] ids, String[] fileNames, int[] widths, int[] heights) {
    this.ids = ids;
    this.fileNames = fileNames;
    this.widths = widths;
    this.heights = heights;
  }

  /** Sorts by id; of images with the same id all are kept, in the given order. */
  public static ImageTable of(ImageInfo... images) {
    ImageInfo[] sorted = images.clone();
    Arrays.sort(sorted, (a, b) -> Long.compare(a.id(), b.id()));
    long[] ids = new long[sorted.length];
    String[] names = new String[sorted.length];
    int[] widths = new int[sorted.length];
    int[] heights = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      ids[i] = sorted[i].id();
      names[i] = sorted[i].fileName();
      widths[i] = sorted[i].width();
      heights[i] = sorted[i].height();
    }
    return new ImageTable(ids, names, widths, heights);
  }

  public int size() {
    return ids.length;
  }

  public long id(int index) {
    return ids[index];
  }

  public String fileName(int index) {
    return fileNames[index];
  }

  /** The image at an index, as a record. */
  public ImageInfo image(int index) {
    return new ImageInfo(ids[index], fileNames[index], widths[index], heights[index]);
  }

  /** Index of the image with an id, or -1. */
  public int indexOf(long id) {
    int index = Arrays.binarySearch(ids, id);
    return index < 0 ? -1 : index;
  }
}
