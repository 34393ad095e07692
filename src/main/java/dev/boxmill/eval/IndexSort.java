package dev.boxmill.eval;

/** Stable merge sort of positions, without boxing. */
final class IndexSort {
  private static final int INSERTION = 16;

  private IndexSort() {}

  /** Whether position a has to stand before position b. */
  @FunctionalInterface
  interface Before {
    boolean test(int a, int b);
  }

  /** The positions 0..n-1 in order; equal ones keep theirs. */
  static int[] sort(int n, Before before) {
    int[] order = new int[n];
    boolean sorted = true;
    for (int i = 0; i < n; i++) {
      order[i] = i;
      sorted &= i == 0 || !before.test(i, i - 1);
    }
    if (!sorted) {
      sort(order, order.clone(), 0, n, before);
    }
    return order;
  }

  /** Sorts {@code to[from..end)}; both arrays hold the same there. */
  private static void sort(int[] to, int[] source, int from, int end, Before before) {
    if (end - from <= INSERTION) {
      for (int i = from + 1; i < end; i++) {
        int v = to[i];
        int j = i;
        while (j > from && before.test(v, to[j - 1])) {
          to[j] = to[j - 1];
          j--;
        }
        to[j] = v;
      }
      return;
    }
    int middle = (from + end) >>> 1;
    sort(source, to, from, middle, before);
    sort(source, to, middle, end, before);
    int a = from;
    int b = middle;
    for (int i = from; i < end; i++) {
      boolean right = a >= middle || (b < end && before.test(source[b], source[a]));
      to[i] = right ? source[b++] : source[a++];
    }
  }
}
