package dev.boxmill.data;

import java.util.Arrays;

/** Detections of many images in columns: 52 bytes each, in the order of the file. */
public final class DetectionTable {
  private int size;
  private long[] imageId = new long[1024];
  private int[] categoryId = new int[1024];
  private double[] box = new double[4 * 1024];
  private double[] score = new double[1024];

  /** Adds a detection; box is left, top, width, height in pixels. */
  public void add(
      long imageId, int categoryId, double x, double y, double w, double h, double score) {
    if (size == this.imageId.length) {
      this.imageId = Arrays.copyOf(this.imageId, 2 * size);
      this.categoryId = Arrays.copyOf(this.categoryId, 2 * size);
      box = Arrays.copyOf(box, 8 * size);
      this.score = Arrays.copyOf(this.score, 2 * size);
    }
    this.imageId[size] = imageId;
    this.categoryId[size] = categoryId;
    box[4 * size] = x;
    box[4 * size + 1] = y;
    box[4 * size + 2] = w;
    box[4 * size + 3] = h;
    this.score[size] = score;
    size++;
  }

  public int size() {
    return size;
  }

  public long imageId(int i) {
    return imageId[i];
  }

  public int categoryId(int i) {
    return categoryId[i];
  }

  /** One value of a box: 0 left, 1 top, 2 width, 3 height. */
  public double box(int i, int part) {
    return box[4 * i + part];
  }

  public double score(int i) {
    return score[i];
  }
}
