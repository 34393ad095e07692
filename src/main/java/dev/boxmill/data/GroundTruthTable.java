package dev.boxmill.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Annotated objects as columns, in file order. The units are those of {@link GroundTruth}.
 *
 * <p>{@link #boxes} is shared, not copied: do not write to it.
 */
public final class GroundTruthTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final long[] ids;
  private final long[] imageIds;
  private final int[] categoryIds;
  private final double[] boxes;
  private final double[] areas;
  private final byte[] flags;
  private final Segmentation[] segmentations;
  private final double[][] keypoints;

  private GroundTruthTable(Builder b) {
    size = b.size;
    ids = Arrays.copyOf(b.ids, size);
    imageIds = Arrays.copyOf(b.imageIds, size);
    categoryIds = Arrays.copyOf(b.categoryIds, size);
    boxes = Arrays.copyOf(b.boxes, 4 * size);
    areas = Arrays.copyOf(b.areas, size);
    flags = Arrays.copyOf(b.flags, size);
    segmentations = b.segmentations == null ? null : Arrays.copyOf(b.segmentations, size);
    keypoints = b.keypoints == null ? null : Arrays.copyOf(b.keypoints, size);
  }

  /** {@return number of objects} */
  public int size() {
    return size;
  }

  /**
   * {@return the annotation's own id}
   *
   * @param row from 0 to below {@link #size}
   */
  public long id(int row) {
    return ids[row];
  }

  /**
   * {@return id of the image that an object lies in}
   *
   * @param row from 0 to below {@link #size}
   */
  public long imageId(int row) {
    return imageIds[row];
  }

  /**
   * {@return id of an object's class}
   *
   * @param row from 0 to below {@link #size}
   */
  public int categoryId(int row) {
    return categoryIds[row];
  }

  /** {@return all boxes: left, top, width, height of row i from index 4 i} */
  public double[] boxes() {
    return boxes;
  }

  /**
   * {@return square pixels of an object as annotated, of its mask where it has one}
   *
   * @param row from 0 to below {@link #size}
   */
  public double area(int row) {
    return areas[row];
  }

  /**
   * {@return whether a box stands for a group of objects (COCO's iscrowd)}
   *
   * @param row from 0 to below {@link #size}
   */
  public boolean crowd(int row) {
    return has(row, Flag.CROWD);
  }

  /**
   * {@return whether an object has a flag}
   *
   * @param row from 0 to below {@link #size}
   * @param flag one of those in {@link GroundTruth#flags}
   */
  public boolean has(int row, Flag flag) {
    return flag.in(flags[row]);
  }

  /**
   * {@return an object's pixels, or null}
   *
   * @param row from 0 to below {@link #size}
   */
  public Segmentation segmentation(int row) {
    return segmentations == null ? null : segmentations[row];
  }

  /**
   * {@return x, y and visibility in turn, or null; shared, not copied: do not write to it}
   *
   * @param row from 0 to below {@link #size}
   */
  public double[] keypoints(int row) {
    return keypoints == null ? null : keypoints[row];
  }

  /**
   * One row as a record.
   *
   * @param row from 0 to below {@link #size}
   * @return a new record, which shares pixels and keypoints
   */
  public GroundTruth groundTruth(int row) {
    int b = 4 * row;
    return new GroundTruth(
        ids[row],
        imageIds[row],
        categoryIds[row],
        boxes[b],
        boxes[b + 1],
        boxes[b + 2],
        boxes[b + 3],
        areas[row],
        flags[row],
        segmentation(row),
        keypoints(row));
  }

  /**
   * Leaves out some rows.
   *
   * @param rows those to leave out
   * @return a copy of the others, in their order
   */
  public GroundTruthTable without(BitSet rows) {
    Builder left = new Builder();
    for (int row = rows.nextClearBit(0); row < size(); row = rows.nextClearBit(row + 1)) {
      left.add(groundTruth(row));
    }
    return left.build();
  }

  /** Collects rows; goes on after {@link #build}. */
  public static final class Builder {
    private int size;
    private long[] ids = new long[256];
    private long[] imageIds = new long[256];
    private int[] categoryIds = new int[256];
    private double[] boxes = new double[4 * 256];
    private double[] areas = new double[256];
    private byte[] flags = new byte[256];
    private Segmentation[] segmentations;
    private double[][] keypoints;

    /** {@return number of rows so far} */
    public int size() {
      return size;
    }

    /**
     * Adds a row.
     *
     * @param truth its pixels and keypoints are kept, not copied
     */
    public void add(GroundTruth truth) {
      if (size == ids.length) {
        int capacity = 2 * size;
        ids = Arrays.copyOf(ids, capacity);
        imageIds = Arrays.copyOf(imageIds, capacity);
        categoryIds = Arrays.copyOf(categoryIds, capacity);
        boxes = Arrays.copyOf(boxes, 4 * capacity);
        areas = Arrays.copyOf(areas, capacity);
        flags = Arrays.copyOf(flags, capacity);
        segmentations = segmentations == null ? null : Arrays.copyOf(segmentations, capacity);
        keypoints = keypoints == null ? null : Arrays.copyOf(keypoints, capacity);
      }
      ids[size] = truth.id();
      imageIds[size] = truth.imageId();
      categoryIds[size] = truth.categoryId();
      boxes[4 * size] = truth.x();
      boxes[4 * size + 1] = truth.y();
      boxes[4 * size + 2] = truth.w();
      boxes[4 * size + 3] = truth.h();
      areas[size] = truth.area();
      flags[size] = (byte) truth.flags();
      if (truth.segmentation() != null) {
        segmentations = segmentations == null ? new Segmentation[ids.length] : segmentations;
        segmentations[size] = truth.segmentation();
      }
      if (truth.keypoints() != null) {
        keypoints = keypoints == null ? new double[ids.length][] : keypoints;
        keypoints[size] = truth.keypoints();
      }
      size++;
    }

    /** {@return a copy of the rows so far} */
    public GroundTruthTable build() {
      return new GroundTruthTable(this);
    }
  }
}
