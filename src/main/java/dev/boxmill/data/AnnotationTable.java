package dev.boxmill.data;

import java.util.Arrays;
import java.util.List;

/**
 * Ground truth of a data set in columns: 60 bytes an annotation, so that millions fit. Annotations
 * keep the order of the file.
 */
public final class AnnotationTable {
  private final List<ImageInfo> images;
  private final List<Category> categories;
  private final Columns columns;

  /** Growing columns; filled by readers, then handed to the table. */
  public static final class Columns {
    private int size;
    private long[] id = new long[1024];
    private long[] imageId = new long[1024];
    private int[] categoryId = new int[1024];
    private double[] box = new double[4 * 1024];
    private double[] area = new double[1024];
    private boolean[] crowd = new boolean[1024];

    /** Adds an annotation; box is left, top, width, height in pixels. */
    public void add(
        long id,
        long imageId,
        int categoryId,
        double x,
        double y,
        double w,
        double h,
        double area,
        boolean crowd) {
      if (size == this.id.length) {
        grow(2 * size);
      }
      this.id[size] = id;
      this.imageId[size] = imageId;
      this.categoryId[size] = categoryId;
      box[4 * size] = x;
      box[4 * size + 1] = y;
      box[4 * size + 2] = w;
      box[4 * size + 3] = h;
      this.area[size] = area;
      this.crowd[size] = crowd;
      size++;
    }

    private void grow(int capacity) {
      id = Arrays.copyOf(id, capacity);
      imageId = Arrays.copyOf(imageId, capacity);
      categoryId = Arrays.copyOf(categoryId, capacity);
      box = Arrays.copyOf(box, 4 * capacity);
      area = Arrays.copyOf(area, capacity);
      crowd = Arrays.copyOf(crowd, capacity);
    }
  }

  public AnnotationTable(List<ImageInfo> images, List<Category> categories, Columns columns) {
    this.images = List.copyOf(images);
    this.categories = List.copyOf(categories);
    this.columns = columns;
  }

  public List<ImageInfo> images() {
    return images;
  }

  public List<Category> categories() {
    return categories;
  }

  /** Number of annotations. */
  public int size() {
    return columns.size;
  }

  public long id(int i) {
    return columns.id[i];
  }

  public long imageId(int i) {
    return columns.imageId[i];
  }

  public int categoryId(int i) {
    return columns.categoryId[i];
  }

  /** One value of a box: 0 left, 1 top, 2 width, 3 height. */
  public double box(int i, int part) {
    return columns.box[4 * i + part];
  }

  /** Area of the object as the file states it, square pixels. */
  public double area(int i) {
    return columns.area[i];
  }

  public boolean crowd(int i) {
    return columns.crowd[i];
  }
}
