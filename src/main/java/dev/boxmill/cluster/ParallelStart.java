package dev.boxmill.cluster;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The start of k-means|| (Bahmani et al., "Scalable K-Means++", 2012) for many sizes: in each of
 * five rounds every size is drawn by itself, with a probability proportional to its boxes and the
 * square of its distance to the nearest size drawn so far, about 2 k of them a round. Of those
 * drawn, each with the boxes that are nearest to it, {@link PlusPlus} chooses k.
 *
 * <p>Whether a size is drawn depends on the seed, the round and its place among the sizes, and sums
 * run within blocks of fixed length and then over the blocks, so the outcome has the same bits on
 * any number of threads.
 */
final class ParallelStart {
  /** Sizes from which it is used; fewer are passed over k times in no time. */
  static final int FROM = (1 << 20) + 1;

  private static final int ROUNDS = 5;
  private static final int OVERSAMPLING = 2;
  private static final int BLOCK = 1 << 14;

  private final BoxSizes sizes;
  private final Distance metric;
  private final double[] distance;
  private final int[] nearest;
  private final int blocks;

  private ParallelStart(BoxSizes sizes, Distance metric) {
    this.sizes = sizes;
    this.metric = metric;
    distance = new double[sizes.distinct()];
    nearest = new int[sizes.distinct()];
    blocks = (sizes.distinct() + BLOCK - 1) / BLOCK;
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
  }

  /**
   * Draws k different sizes, as {@link PlusPlus#choose} does.
   *
   * @return their indices
   */
  static int[] choose(BoxSizes sizes, Distance metric, int k, long seed) {
    Random random = new Random(seed);
    ParallelStart start = new ParallelStart(sizes, metric);
    TreeSet<Integer> drawn = new TreeSet<>();
    int first = sizes.sizeOf((long) (random.nextDouble() * sizes.boxes()));
    int[] fresh = {first};
    for (int round = 0; ; round++) {
      double total = start.approach(fresh);
      Arrays.stream(fresh).forEach(drawn::add);
      // Rounds beyond the five only where so few were drawn that k are not to be had.
      if (total == 0 || (round >= ROUNDS && drawn.size() >= k)) {
        break;
      }
      fresh = start.draw(Seeds.mix(seed, round), OVERSAMPLING * k / total);
    }
    if (drawn.size() < k) {
      return PlusPlus.choose(sizes, metric, k, random);
    }
    return start.reduce(drawn.stream().mapToInt(i -> i).toArray(), k, random);
  }

  /** Brings distances up to date with sizes drawn; returns the sum of squares over the boxes. */
  private double approach(int[] fresh) {
    double[] sums =
        IntStream.range(0, blocks).parallel().mapToDouble(b -> approach(b, fresh)).toArray();
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  private double approach(int block, int[] fresh) {
    double sum = 0;
    for (int i = block * BLOCK; i < end(block); i++) {
      for (int c : fresh) {
        double d = metric.of(sizes.w(i), sizes.h(i), sizes.w(c), sizes.h(c));
        if (d < distance[i]) {
          distance[i] = d;
          nearest[i] = c;
        }
      }
      sum += sizes.count(i) * distance[i] * distance[i];
    }
    return sum;
  }

  private int[] draw(long seed, double factor) {
    return IntStream.range(0, sizes.distinct())
        .parallel()
        .filter(i -> uniform(seed, i) < factor * sizes.count(i) * distance[i] * distance[i])
        .toArray();
  }

  /** In [0, 1), by the upper 53 bits. */
  private static double uniform(long seed, int i) {
    return (Seeds.mix(seed, i) >>> 11) * 0x1p-53;
  }

  private int[] reduce(int[] drawn, int k, Random random) {
    long[] boxes = new long[drawn.length];
    for (int i = 0; i < nearest.length; i++) {
      boxes[Arrays.binarySearch(drawn, nearest[i])] += sizes.count(i);
    }
    float[] w = new float[drawn.length];
    float[] h = new float[drawn.length];
    for (int c = 0; c < drawn.length; c++) {
      w[c] = (float) sizes.w(drawn[c]);
      h[c] = (float) sizes.h(drawn[c]);
    }
    BoxSizes few = new BoxSizes(w, h, boxes, drawn.length, 0);
    return Arrays.stream(PlusPlus.choose(few, metric, k, random)).map(c -> drawn[c]).toArray();
  }

  private int end(int block) {
    return Math.min(sizes.distinct(), (block + 1) * BLOCK);
  }
}
