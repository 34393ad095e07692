package dev.boxmill.cluster;

/** A bounded number of sizes for searches that look at every size many times. */
final class Subsample {
  /** More sizes than this change an average over them in the fourth digit at most. */
  static final int MOST = 100_000;

  private Subsample() {}

  /** The sizes themselves, or {@link #MOST} boxes drawn from them where they are more. */
  static BoxSizes of(BoxSizes sizes, long seed) {
    if (sizes.distinct() <= MOST) {
      return sizes;
    }
    SizeHistogram drawn = new SizeHistogram();
    sizes.sample(MOST, seed).forEach(box -> drawn.add(box[0], box[1]));
    return drawn.result();
  }
}
