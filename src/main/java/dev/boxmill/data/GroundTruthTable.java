package dev.boxmill.data;

import java.io.Serializable;
import java.util.BitSet;

/**
 * Annotated objects in file order, as columns on the heap unless the {@link Builder} was told to
 * move them to a file. The units are those of {@link GroundTruth}.
 *
 * <p>{@link #boxes} is shared, not copied: do not write to it.
 */
// A class and not an interface: as long as no table in a file was made, the compiler knows that
// there is one implementation, and calls cost what field accesses do.
public abstract sealed class GroundTruthTable implements Serializable
    permits HeapGroundTruths, FileGroundTruths {
  private static final long serialVersionUID = 2L;

  /** {@return number of objects} */
  public abstract int size();

  /**
   * {@return the annotation's own id}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract long id(int row);

  /**
   * {@return id of the image that an object lies in}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract long imageId(int row);

  /**
   * {@return id of an object's class}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract int categoryId(int row);

  /**
   * {@return all boxes: left, top, width, height of row i from index 4 i}
   *
   * @throws UnsupportedOperationException when rows are in a file
   */
  public abstract double[] boxes();

  /**
   * {@return an object's width times its height, in square pixels}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract double boxArea(int row);

  /**
   * {@return square pixels of an object as annotated, of its mask where it has one}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract double area(int row);

  /** {@return bits of {@link Flag}} */
  abstract int flags(int row);

  /**
   * {@return whether a box stands for a group of objects (COCO's iscrowd)}
   *
   * @param row from 0 to below {@link #size}
   */
  public final boolean crowd(int row) {
    return has(row, Flag.CROWD);
  }

  /**
   * {@return whether an object has a flag}
   *
   * @param row from 0 to below {@link #size}
   * @param flag one of those in {@link GroundTruth#flags}
   */
  public final boolean has(int row, Flag flag) {
    return flag.in(flags(row));
  }

  /**
   * {@return an object's pixels, or null}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract Segmentation segmentation(int row);

  /**
   * {@return x, y and visibility in turn, or null; shared, not copied: do not write to it}
   *
   * @param row from 0 to below {@link #size}
   */
  public abstract double[] keypoints(int row);

  /**
   * One row as a record.
   *
   * @param row from 0 to below {@link #size}
   * @return a new record, which shares pixels and keypoints
   */
  public abstract GroundTruth groundTruth(int row);

  /** {@return a builder that keeps its rows where these are} */
  abstract Builder sameKind();

  /**
   * Leaves out some rows.
   *
   * @param rows those to leave out
   * @return a copy of the others, in their order
   */
  public final GroundTruthTable without(BitSet rows) {
    Builder left = sameKind();
    for (int row = rows.nextClearBit(0); row < size(); row = rows.nextClearBit(row + 1)) {
      left.add(groundTruth(row));
    }
    return left.build();
  }

  /**
   * Collects rows, on the heap or beyond a bound in temporary files. On the heap it goes on after
   * {@link #build}.
   */
  public static final class Builder {
    /** What a row takes without pixels and keypoints. */
    private static final int ROW_BYTES = 64;

    private final long heapBytes;
    private long bytes;
    private HeapGroundTruths.Columns heap = new HeapGroundTruths.Columns();
    private FileGroundTruths.Writer file;

    /** Begins with rows that stay on the heap, however many. */
    public Builder() {
      this(Long.MAX_VALUE);
    }

    /**
     * Begins.
     *
     * @param heapBytes when the rows take more than about so many bytes of the heap, all of them
     *     move to a file in the system's temporary folder
     */
    public Builder(long heapBytes) {
      this.heapBytes = heapBytes;
    }

    /** {@return number of rows so far} */
    public int size() {
      return file == null ? heap.size() : file.size();
    }

    /**
     * Adds a row.
     *
     * @param truth its pixels and keypoints are kept, not copied
     * @throws dev.boxmill.error.UserException when the temporary folder is full
     */
    public void add(GroundTruth truth) {
      if (file != null) {
        file.add(truth);
        return;
      }
      heap.add(truth);
      if (heapBytes < Long.MAX_VALUE) {
        bytes += ROW_BYTES + ShapeBytes.heapBytes(truth.segmentation(), truth.keypoints());
        if (bytes > heapBytes) {
          move();
        }
      }
    }

    private void move() {
      GroundTruthTable rows = heap.build();
      heap = null;
      file = new FileGroundTruths.Writer();
      for (int row = 0; row < rows.size(); row++) {
        file.add(rows.groundTruth(row));
      }
    }

    /** {@return the rows so far; where they are in a file, none can be added any more} */
    public GroundTruthTable build() {
      return file == null ? heap.build() : file.build();
    }
  }
}
