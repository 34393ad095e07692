package dev.boxmill.cluster;

/**
 * Weighted lower medians of one side, kept up to date as sizes change hands: boxes are counted by
 * anchor and bucket, and within the bucket that holds a median the sizes are walked in order.
 * Exact, in integers only.
 */
final class MedianSelect {
  private final BoxSizes sizes;
  private final SideOrder order;
  private final int buckets;

  /** Boxes of each anchor in each bucket. */
  private final long[] counts;

  MedianSelect(BoxSizes sizes, SideOrder order, int k) {
    this.sizes = sizes;
    this.order = order;
    buckets = order.buckets();
    counts = new long[Math.multiplyExact(k, buckets)];
  }

  /** Takes the boxes of a size from one anchor, or from none, to another. */
  void change(int size, int from, int to) {
    int bucket = order.bucket(size);
    long count = sizes.count(size);
    if (from != Centres.NONE) {
      counts[from * buckets + bucket] -= count;
    }
    counts[to * buckets + bucket] += count;
  }

  /**
   * The median of an anchor.
   *
   * @param owner anchor of each size
   * @param boxes of the anchor, at least 1
   */
  float median(int j, int[] owner, long boxes) {
    long before = (boxes + 1) / 2;
    int bucket = 0;
    while (before > counts[j * buckets + bucket]) {
      before -= counts[j * buckets + bucket++];
    }
    int place = order.from(bucket) - 1;
    while (before > 0) {
      int size = order.at(++place);
      before -= owner[size] == j ? sizes.count(size) : 0;
    }
    return order.side(order.at(place));
  }
}
