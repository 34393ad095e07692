package dev.boxmill.geometry;

/** Sorts positions by score, highest first, and by index where scores are equal. */
final class ScoreOrder {
  /** Runs of this length are sorted by insertion. */
  private static final int SHORT = 16;

  private ScoreOrder() {}

  /**
   * Sorts in place, by merging.
   *
   * @param positions into {@code scores} and {@code indices}
   * @param indices decides ties; null where the position itself is the index
   */
  static void sort(int[] positions, double[] scores, int[] indices) {
    int[] spare = positions.clone();
    sort(spare, positions, 0, positions.length, scores, indices);
  }

  /** Sorts {@code to[from, end)}; both arrays hold the same there beforehand. */
  private static void sort(
      int[] spare, int[] to, int from, int end, double[] scores, int[] indices) {
    if (end - from <= SHORT) {
      for (int i = from + 1; i < end; i++) {
        int moving = to[i];
        int at = i;
        while (at > from && before(moving, to[at - 1], scores, indices)) {
          to[at] = to[at - 1];
          at--;
        }
        to[at] = moving;
      }
      return;
    }
    int middle = (from + end) >>> 1;
    sort(to, spare, from, middle, scores, indices);
    sort(to, spare, middle, end, scores, indices);
    int a = from;
    int b = middle;
    for (int i = from; i < end; i++) {
      boolean second = a == middle || (b < end && before(spare[b], spare[a], scores, indices));
      to[i] = second ? spare[b++] : spare[a++];
    }
  }

  static boolean before(int a, int b, double[] scores, int[] indices) {
    if (scores[a] != scores[b]) {
      return scores[a] > scores[b];
    }
    return indices == null ? a < b : indices[a] < indices[b];
  }
}
