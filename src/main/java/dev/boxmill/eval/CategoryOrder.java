package dev.boxmill.eval;

import dev.boxmill.data.DetectionTable;

/**
 * The detections of one class by falling score, over all images and within each image. Places count
 * from the class's start in its {@link PairIndex}.
 */
final class CategoryOrder {
  private final int[] byScore;
  private final int[] rankInImage;
  private final int[] byImage;

  private CategoryOrder(int[] byScore, int[] rankInImage, int[] byImage) {
    this.byScore = byScore;
    this.rankInImage = rankInImage;
    this.byImage = byImage;
  }

  /**
   * One stable sort serves everything: places start by image, then input order, and equal scores
   * keep that order. Within an image the sorted list is a part of the whole one.
   */
  static CategoryOrder of(DetectionTable detections, PairIndex index, int category) {
    int from = index.start(category);
    int n = index.size(category);
    long[] keys = new long[n];
    for (int place = 0; place < n; place++) {
      keys[place] = RadixSort.descending(detections.score(index.row(from + place)));
    }
    int[] byScore = RadixSort.order(keys);
    int[] first = new int[n];
    for (int place = 1; place < n; place++) {
      boolean same = index.image(from + place) == index.image(from + place - 1);
      first[place] = same ? first[place - 1] : place;
    }
    int[] seen = new int[n];
    int[] rankInImage = new int[n];
    int[] byImage = new int[n];
    for (int place : byScore) {
      int rank = seen[first[place]]++;
      rankInImage[place] = rank;
      byImage[first[place] + rank] = place;
    }
    return new CategoryOrder(byScore, rankInImage, byImage);
  }

  int size() {
    return byScore.length;
  }

  /** The places by falling score over all images. */
  int[] byScore() {
    return byScore;
  }

  /** How many detections of the same image and class come before this one. */
  int rankInImage(int place) {
    return rankInImage[place];
  }

  /** The i-th best of an image whose places start at {@code first}. */
  int byImage(int first, int i) {
    return byImage[first + i];
  }
}
