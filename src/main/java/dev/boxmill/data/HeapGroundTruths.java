package dev.boxmill.data;

import java.util.Arrays;

/** Rows as columns on the heap. */
final class HeapGroundTruths extends GroundTruthTable {
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

  private HeapGroundTruths(Columns c) {
    size = c.size;
    ids = Arrays.copyOf(c.ids, size);
    imageIds = Arrays.copyOf(c.imageIds, size);
    categoryIds = Arrays.copyOf(c.categoryIds, size);
    boxes = Arrays.copyOf(c.boxes, 4 * size);
    areas = Arrays.copyOf(c.areas, size);
    flags = Arrays.copyOf(c.flags, size);
    segmentations = c.segmentations == null ? null : Arrays.copyOf(c.segmentations, size);
    keypoints = c.keypoints == null ? null : Arrays.copyOf(c.keypoints, size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long id(int row) {
    return ids[row];
  }

  @Override
  public long imageId(int row) {
    return imageIds[row];
  }

  @Override
  public int categoryId(int row) {
    return categoryIds[row];
  }

  @Override
  public double[] boxes() {
    return boxes;
  }

  @Override
  public double boxArea(int row) {
    return boxes[4 * row + 2] * boxes[4 * row + 3];
  }

  @Override
  public double area(int row) {
    return areas[row];
  }

  @Override
  int flags(int row) {
    return flags[row];
  }

  @Override
  public Segmentation segmentation(int row) {
    return segmentations == null ? null : segmentations[row];
  }

  @Override
  public double[] keypoints(int row) {
    return keypoints == null ? null : keypoints[row];
  }

  @Override
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

  @Override
  Builder sameKind() {
    return new Builder();
  }

  /** Columns that grow, by half of themselves: what is copied at a time stays small. */
  static final class Columns {
    private int size;
    private long[] ids = new long[256];
    private long[] imageIds = new long[256];
    private int[] categoryIds = new int[256];
    private double[] boxes = new double[4 * 256];
    private double[] areas = new double[256];
    private byte[] flags = new byte[256];
    private Segmentation[] segmentations;
    private double[][] keypoints;

    int size() {
      return size;
    }

    void add(GroundTruth truth) {
      if (size == ids.length) {
        grow(size + (size >> 1));
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

    private void grow(int capacity) {
      ids = Arrays.copyOf(ids, capacity);
      imageIds = Arrays.copyOf(imageIds, capacity);
      categoryIds = Arrays.copyOf(categoryIds, capacity);
      boxes = Arrays.copyOf(boxes, 4 * capacity);
      areas = Arrays.copyOf(areas, capacity);
      flags = Arrays.copyOf(flags, capacity);
      segmentations = segmentations == null ? null : Arrays.copyOf(segmentations, capacity);
      keypoints = keypoints == null ? null : Arrays.copyOf(keypoints, capacity);
    }

    /** {@return a copy of the rows so far} */
    HeapGroundTruths build() {
      return new HeapGroundTruths(this);
    }
  }
}
