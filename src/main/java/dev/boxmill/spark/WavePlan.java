package dev.boxmill.spark;

/**
 * Where waves end: a wave is what a killed run loses at most, and its end waits for its slowest
 * task. They are whole batches, so what an image gives does not depend on them.
 */
final class WavePlan {
  /** What a wave should take where the user does not say how many images. */
  private static final double SECONDS = 300;

  /** Of the first wave, whose speed nobody knows, for each task that runs at once. */
  private static final int FIRST_IMAGES_A_SLOT = 4096;

  private final int images;
  private final int batchSize;
  private final int slots;
  private final int wanted;

  /**
   * @param images of the whole run
   * @param slots tasks that run at once
   * @param wanted images of a wave, rounded up to whole batches; 0 for about five minutes' worth
   */
  WavePlan(int images, int batchSize, int slots, int wanted) {
    this.images = images;
    this.batchSize = batchSize;
    this.slots = slots;
    this.wanted = wanted;
  }

  /**
   * The end of the wave that begins at {@code from}.
   *
   * @param rate images a second so far; not positive when not known
   */
  int end(int from, double rate) {
    double size =
        wanted > 0 ? wanted : rate > 0 ? rate * SECONDS : (double) FIRST_IMAGES_A_SLOT * slots;
    double batches = Math.max(1, Math.ceil(size / batchSize));
    return (int) Math.min(images, from + batches * batchSize);
  }
}
