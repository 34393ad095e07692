package dev.boxmill.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Detections as columns, 60 bytes each. A row's rank is its place in the whole input (any growing
 * number): among equal scores the smaller rank goes first, however the rows are split over tables.
 *
 * <p>Masks and keypoints take memory only where some row has them.
 *
 * <p>{@link #boxes} is shared, not copied: do not write to it.
 */
public final class DetectionTable implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In the column of areas: the box's. */
  private static final double NO_AREA = -1;

  private final int size;
  private final long[] imageIds;
  private final int[] categoryIds;
  private final double[] boxes;
  private final double[] scores;
  private final long[] ranks;
  private final Rle[] masks;
  private final double[][] keypoints;
  private final double[] areas;

  private DetectionTable(
      int size,
      long[] imageIds,
      int[] categoryIds,
      double[] boxes,
      double[] scores,
      long[] ranks,
      Rle[] masks,
      double[][] keypoints,
      double[] areas) {
    this.size = size;
    this.imageIds = imageIds;
    this.categoryIds = categoryIds;
    this.boxes = boxes;
    this.scores = scores;
    this.ranks = ranks;
    this.masks = masks;
    this.keypoints = keypoints;
    this.areas = areas;
  }

  /**
   * All rows of several tables, one table after the other.
   *
   * @param parts may be none; ranks are taken over as they are
   * @return the table itself when it is the only one, else a copy
   */
  public static DetectionTable concat(List<DetectionTable> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int size = 0;
    for (DetectionTable part : parts) {
      size = Math.addExact(size, part.size);
    }
    DetectionTable all =
        new DetectionTable(
            size,
            new long[size],
            new int[size],
            new double[Math.multiplyExact(4, size)],
            new double[size],
            new long[size],
            parts.stream().anyMatch(part -> part.masks != null) ? new Rle[size] : null,
            parts.stream().anyMatch(part -> part.keypoints != null) ? new double[size][] : null,
            parts.stream().anyMatch(part -> part.areas != null) ? new double[size] : null);
    int at = 0;
    for (DetectionTable part : parts) {
      System.arraycopy(part.imageIds, 0, all.imageIds, at, part.size);
      System.arraycopy(part.categoryIds, 0, all.categoryIds, at, part.size);
      System.arraycopy(part.boxes, 0, all.boxes, 4 * at, 4 * part.size);
      System.arraycopy(part.scores, 0, all.scores, at, part.size);
      System.arraycopy(part.ranks, 0, all.ranks, at, part.size);
      if (part.masks != null) {
        System.arraycopy(part.masks, 0, all.masks, at, part.size);
      }
      if (part.keypoints != null) {
        System.arraycopy(part.keypoints, 0, all.keypoints, at, part.size);
      }
      if (part.areas != null) {
        System.arraycopy(part.areas, 0, all.areas, at, part.size);
      } else if (all.areas != null) {
        Arrays.fill(all.areas, at, at + part.size, NO_AREA);
      }
      at += part.size;
    }
    return all;
  }

  /** {@return number of rows} */
  public int size() {
    return size;
  }

  /**
   * {@return id of the image that a detection lies in}
   *
   * @param row from 0 to below {@link #size}
   */
  public long imageId(int row) {
    return imageIds[row];
  }

  /**
   * {@return id of the category that was detected}
   *
   * @param row from 0 to below {@link #size}
   */
  public int categoryId(int row) {
    return categoryIds[row];
  }

  /**
   * All boxes, in pixels, with continuous edges.
   *
   * @return left, top, width, height of row i from index 4 i; may be longer than the rows need
   */
  public double[] boxes() {
    return boxes;
  }

  /**
   * {@return the detector's confidence; higher is surer}
   *
   * @param row from 0 to below {@link #size}
   */
  public double score(int row) {
    return scores[row];
  }

  /**
   * {@return a row's place in the whole input, which settles ties of the score}
   *
   * @param row from 0 to below {@link #size}
   */
  public long rank(int row) {
    return ranks[row];
  }

  /**
   * {@return square pixels: the box's, or the mask's where a mask came without a box}
   *
   * @param row from 0 to below {@link #size}
   */
  public double area(int row) {
    return hasOwnArea(row) ? areas[row] : boxes[4 * row + 2] * boxes[4 * row + 3];
  }

  /** Whether a row's area is another than its box's. */
  boolean hasOwnArea(int row) {
    return areas != null && areas[row] >= 0;
  }

  /**
   * {@return the detected object's pixels, or null}
   *
   * @param row from 0 to below {@link #size}
   */
  public Rle mask(int row) {
    return masks == null ? null : masks[row];
  }

  /**
   * {@return x, y and a third number in turn, or null; shared, not copied: do not write to it}
   *
   * @param row from 0 to below {@link #size}
   */
  public double[] keypoints(int row) {
    return keypoints == null ? null : keypoints[row];
  }

  /**
   * The same rows with other category ids.
   *
   * @param ids one a row; kept, not copied
   * @return a table that shares all else
   * @throws IllegalArgumentException when there are more or fewer ids than rows
   */
  public DetectionTable withCategoryIds(int[] ids) {
    if (ids.length != size) {
      throw new IllegalArgumentException(ids.length + " ids for " + size + " rows");
    }
    return new DetectionTable(size, imageIds, ids, boxes, scores, ranks, masks, keypoints, areas);
  }

  /** Collects rows; may be used again after {@link #build}. */
  public static final class Builder {
    private int size;
    private long[] imageIds;
    private int[] categoryIds;
    private double[] boxes;
    private double[] scores;
    private long[] ranks;
    private Rle[] masks;
    private double[][] keypoints;
    private double[] areas;

    /** No rows yet. */
    public Builder() {
      this(16);
    }

    /**
     * No rows yet, but room for some.
     *
     * @param capacity rows expected; more may come
     */
    public Builder(int capacity) {
      int places = Math.max(4, capacity);
      imageIds = new long[places];
      categoryIds = new int[places];
      boxes = new double[4 * places];
      scores = new double[places];
      ranks = new long[places];
    }

    /** {@return number of rows since the start or the last {@link #build}} */
    public int size() {
      return size;
    }

    /**
     * Adds a row without mask and keypoints, whose area is its box's.
     *
     * @param imageId the image it lies in
     * @param categoryId what was detected
     * @param x left edge, pixels
     * @param y top edge, pixels
     * @param w width, pixels
     * @param h height, pixels
     * @param score the detector's confidence
     * @param rank place in the whole input, which settles ties of the score
     */
    public void add(
        long imageId,
        int categoryId,
        double x,
        double y,
        double w,
        double h,
        double score,
        long rank) {
      if (size == imageIds.length) {
        int capacity = size + (size >> 1);
        imageIds = Arrays.copyOf(imageIds, capacity);
        categoryIds = Arrays.copyOf(categoryIds, capacity);
        boxes = Arrays.copyOf(boxes, 4 * capacity);
        scores = Arrays.copyOf(scores, capacity);
        ranks = Arrays.copyOf(ranks, capacity);
        masks = masks == null ? null : Arrays.copyOf(masks, capacity);
        keypoints = keypoints == null ? null : Arrays.copyOf(keypoints, capacity);
        areas = areas == null ? null : Arrays.copyOf(areas, capacity);
      }
      if (areas != null) {
        areas[size] = NO_AREA;
      }
      imageIds[size] = imageId;
      categoryIds[size] = categoryId;
      int b = 4 * size;
      boxes[b] = x;
      boxes[b + 1] = y;
      boxes[b + 2] = w;
      boxes[b + 3] = h;
      scores[size] = score;
      ranks[size] = rank;
      size++;
    }

    /**
     * Gives the row added last another box.
     *
     * @param box left, top, width, height in pixels
     */
    public void box(double... box) {
      System.arraycopy(box, 0, boxes, 4 * (size - 1), 4);
    }

    /**
     * Gives the row added last a mask.
     *
     * @param mask of the image's size, or null for none; kept, not copied
     */
    public void mask(Rle mask) {
      masks = masks == null ? new Rle[imageIds.length] : masks;
      masks[size - 1] = mask;
    }

    /**
     * Gives the row added last its keypoints.
     *
     * @param points x, y and a third number in turn, or null for none; kept, not copied
     */
    public void keypoints(double[] points) {
      keypoints = keypoints == null ? new double[imageIds.length][] : keypoints;
      keypoints[size - 1] = points;
    }

    /**
     * Gives the row added last an area of its own.
     *
     * @param area square pixels, not negative
     */
    public void area(double area) {
      if (areas == null) {
        areas = new double[imageIds.length];
        Arrays.fill(areas, 0, size, NO_AREA);
      }
      areas[size - 1] = area;
    }

    /**
     * Copies a row of a table, its rank included.
     *
     * @param table its mask and keypoints are shared, not copied
     * @param row from 0 to below the table's size
     */
    public void add(DetectionTable table, int row) {
      double[] from = table.boxes;
      int b = 4 * row;
      add(
          table.imageIds[row],
          table.categoryIds[row],
          from[b],
          from[b + 1],
          from[b + 2],
          from[b + 3],
          table.scores[row],
          table.ranks[row]);
      if (table.mask(row) != null) {
        mask(table.mask(row));
      }
      if (table.keypoints(row) != null) {
        keypoints(table.keypoints(row));
      }
      if (table.hasOwnArea(row)) {
        area(table.area(row));
      }
    }

    /** {@return the rows so far; the builder starts anew} */
    public DetectionTable build() {
      DetectionTable table =
          new DetectionTable(
              size, imageIds, categoryIds, boxes, scores, ranks, masks, keypoints, areas);
      Builder fresh = new Builder();
      size = 0;
      imageIds = fresh.imageIds;
      categoryIds = fresh.categoryIds;
      boxes = fresh.boxes;
      scores = fresh.scores;
      ranks = fresh.ranks;
      masks = null;
      keypoints = null;
      areas = null;
      return table;
    }
  }
}
