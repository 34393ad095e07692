package dev.boxmill.eval;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * All ground truth and detections of one category: the state of an evaluation. Parts of it may be
 * gathered anywhere and merged in any order; {@link #prepare} sorts, so the result is the same.
 *
 * <p>Images are numbered by ascending image id. Within an image, ground truth and detections keep
 * the order of their {@code rank}.
 */
public final class CategoryBoxes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Boxes truths = new Boxes();
  private final Boxes detections = new Boxes();

  /** Columns of one side. */
  static final class Boxes implements Serializable {
    private static final long serialVersionUID = 1L;

    int size;
    int[] image = new int[16];
    long[] rank = new long[16];
    double[] box = new double[64];

    /** Score of a detection, area of a ground truth. */
    double[] value = new double[16];

    /** Of a ground truth: 1 crowd, 2 has id 0. */
    byte[] flags = new byte[16];

    void add(
        int image, long rank, double x, double y, double w, double h, double value, int flags) {
      if (size == this.image.length) {
        resize(2 * size);
      }
      this.image[size] = image;
      this.rank[size] = rank;
      box[4 * size] = x;
      box[4 * size + 1] = y;
      box[4 * size + 2] = w;
      box[4 * size + 3] = h;
      this.value[size] = value;
      this.flags[size] = (byte) flags;
      size++;
    }

    private void resize(int capacity) {
      image = Arrays.copyOf(image, capacity);
      rank = Arrays.copyOf(rank, capacity);
      box = Arrays.copyOf(box, 4 * capacity);
      value = Arrays.copyOf(value, capacity);
      flags = Arrays.copyOf(flags, capacity);
    }

    void addAll(Boxes other) {
      int total = size + other.size;
      if (total > image.length) {
        resize(Math.max(total, 2 * size));
      }
      System.arraycopy(other.image, 0, image, size, other.size);
      System.arraycopy(other.rank, 0, rank, size, other.size);
      System.arraycopy(other.box, 0, box, 4 * size, 4 * other.size);
      System.arraycopy(other.value, 0, value, size, other.size);
      System.arraycopy(other.flags, 0, flags, size, other.size);
      size = total;
    }

    /** Reorders all columns; {@code order[i]} is the old place of what comes to place i. */
    void permute(int[] order) {
      Boxes old = new Boxes();
      old.addAll(this);
      for (int i = 0; i < size; i++) {
        int from = order[i];
        image[i] = old.image[from];
        rank[i] = old.rank[from];
        System.arraycopy(old.box, 4 * from, box, 4 * i, 4);
        value[i] = old.value[from];
        flags[i] = old.flags[from];
      }
    }
  }

  static final int CROWD = 1;
  static final int ID_ZERO = 2;

  /**
   * Adds a ground truth box.
   *
   * @param image number of the image by ascending id
   * @param rank place among the image's ground truth
   * @param idZero whether its annotation id is 0 (of interest to strict COCO evaluation alone)
   */
  public void addGroundTruth(
      int image,
      long rank,
      double x,
      double y,
      double w,
      double h,
      double area,
      boolean crowd,
      boolean idZero) {
    truths.add(image, rank, x, y, w, h, area, (crowd ? CROWD : 0) | (idZero ? ID_ZERO : 0));
  }

  /**
   * Adds a detection.
   *
   * @param image number of the image by ascending id
   * @param rank place among the image's detections; decides ties of score
   */
  public void addDetection(
      int image, long rank, double x, double y, double w, double h, double score) {
    detections.add(image, rank, x, y, w, h, score, 0);
  }

  /** Takes over all of another part of the same category; returns this. */
  public CategoryBoxes merge(CategoryBoxes other) {
    truths.addAll(other.truths);
    detections.addAll(other.detections);
    return this;
  }

  /** This part with ranks behind those of parts ranked after smaller numbers; changes it. */
  CategoryBoxes rankedAfter(int part) {
    for (Boxes side : List.of(truths, detections)) {
      for (int i = 0; i < side.size; i++) {
        side.rank[i] += (long) part << 40;
      }
    }
    return this;
  }

  public int groundTruths() {
    return truths.size;
  }

  public int detections() {
    return detections.size;
  }

  /** Sorts: ground truth by image and rank; detections by image, score (best first) and rank. */
  Prepared prepare() {
    truths.permute(order(truths, false));
    detections.permute(order(detections, true));
    return new Prepared(truths, detections);
  }

  /** Both sides in the order that matching needs. */
  record Prepared(Boxes truths, Boxes detections) {}

  private static int[] order(Boxes boxes, boolean byScore) {
    return IndexSort.sort(
        boxes.size,
        (a, b) -> {
          if (boxes.image[a] != boxes.image[b]) {
            return boxes.image[a] < boxes.image[b];
          }
          if (byScore && boxes.value[a] != boxes.value[b]) {
            return boxes.value[a] > boxes.value[b];
          }
          return boxes.rank[a] < boxes.rank[b];
        });
  }
}
