package dev.boxmill.eval;

import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * Bootstrap draws of images: each draws as many as there are, with replacement. What a draw holds
 * depends on its number, the seed and the number of images alone, so that every task, run and
 * machine draws the same.
 */
final class ImageDraws {
  /** Draws are kept up to this many counts (64 MiB); larger sets are drawn again where needed. */
  private static final long KEPT = 1L << 25;

  /** An odd number near 2^64 over the golden ratio: steps of SplitMix64 (Steele et al. 2014). */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private static SoftReference<ImageDraws> last = new SoftReference<>(null);

  private final int images;
  private final long seed;
  private final short[][] kept;

  private ImageDraws(int images, int draws, long seed) {
    this.images = images;
    this.seed = seed;
    this.kept = new short[(long) images * draws <= KEPT ? draws : 0][];
    int[] counts = new int[images];
    for (int draw = 0; draw < kept.length; draw++) {
      draw(draw, counts);
      kept[draw] = new short[images];
      for (int i = 0; i < images; i++) {
        kept[draw][i] = (short) counts[i];
      }
    }
  }

  /** Tasks of one executor, and runs that are compared, share the draws. */
  static synchronized ImageDraws of(int images, int draws, long seed) {
    ImageDraws known = last.get();
    boolean same =
        known != null
            && known.images == images
            && known.seed == seed
            && (known.kept.length == draws || (long) images * draws > KEPT);
    if (!same) {
      known = new ImageDraws(images, draws, seed);
      last = new SoftReference<>(known);
    }
    return known;
  }

  /** How often a draw holds each image, by index. */
  void counts(int draw, int[] counts) {
    if (draw < kept.length) {
      for (int i = 0; i < images; i++) {
        counts[i] = kept[draw][i] & 0xFFFF;
      }
    } else {
      draw(draw, counts);
    }
  }

  private void draw(int draw, int[] counts) {
    Arrays.fill(counts, 0);
    long state = mix(mix(seed) + draw);
    for (int i = 0; i < images; i++) {
      state += STEP;
      // The upper bits of 63 random ones times the range: no image is favoured by more than 2^-31.
      counts[(int) Math.multiplyHigh(mix(state) >>> 1, 2L * images)]++;
    }
  }

  /** SplitMix64's finaliser. */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
