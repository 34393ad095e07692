package dev.boxmill.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Distinct box sizes with how often each occurs, in {@link Morton} order, in which neighbours are
 * alike. Immutable; all floating-point sums run in this order, so equal boxes give equal bits.
 *
 * <p>Where boxes are weighted, what is said of numbers of boxes here goes for sums of weights, in
 * {@link Units}; only {@link #counted} is a number of boxes then.
 */
public final class BoxSizes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] w;
  private final float[] h;

  /** Boxes up to and including this size. */
  private final long[] upTo;

  private final long counted;
  private final double error;

  /** Sorted when first asked for. */
  private transient SideOrder byWidth;

  private transient SideOrder byHeight;

  /** Of the distance last asked for, which is that of all starts and all k of a run. */
  private transient SizeLevels levels;

  /** Takes the arrays over, and turns {@code counts} into running totals. */
  BoxSizes(float[] w, float[] h, long[] counts, long counted, double error) {
    this.w = w;
    this.h = h;
    Arrays.parallelPrefix(counts, Units::sum);
    this.upTo = counts;
    this.counted = counted;
    this.error = error;
  }

  /** {@return number of distinct sizes} */
  public int distinct() {
    return w.length;
  }

  /** {@return boxes, each counted once whatever its weight} */
  public long counted() {
    return counted;
  }

  /**
   * {@return the most by which an average IoU with any anchors differs from the one over the boxes
   * as they were; 0 where these are their sizes, above where they are centres of a {@link
   * SizeGrid}}
   */
  public double error() {
    return error;
  }

  /** {@return number of boxes} */
  public long boxes() {
    return w.length == 0 ? 0 : upTo[w.length - 1];
  }

  /**
   * {@return width of a size, in the unit in which boxes were counted; above 0}
   *
   * @param i below {@link #distinct}
   */
  public double w(int i) {
    return w[i];
  }

  /**
   * {@return height of a size, in the unit in which boxes were counted; above 0}
   *
   * @param i below {@link #distinct}
   */
  public double h(int i) {
    return h[i];
  }

  /** The sizes from the narrowest on. */
  synchronized SideOrder byWidth() {
    if (byWidth == null) {
      byWidth = new SideOrder(w);
    }
    return byWidth;
  }

  /** The sizes from the lowest on. */
  synchronized SideOrder byHeight() {
    if (byHeight == null) {
      byHeight = new SideOrder(h);
    }
    return byHeight;
  }

  /** The sizes on ever coarser grids. */
  synchronized SizeLevels levels(Distance distance) {
    if (levels == null || levels.tree(0).distance() != distance) {
      levels = new SizeLevels(this, distance);
    }
    return levels;
  }

  /**
   * {@return how many boxes have this size; at least 1}
   *
   * @param i below {@link #distinct}
   */
  public long count(int i) {
    return i == 0 ? upTo[0] : upTo[i] - upTo[i - 1];
  }

  /** Index of the size of a box, boxes being numbered from 0 in the order of the sizes. */
  int sizeOf(long box) {
    int at = Arrays.binarySearch(upTo, box + 1);
    return at < 0 ? -at - 1 : at;
  }

  /**
   * Boxes drawn without replacement, in the order of the sizes; all of them where there are fewer.
   *
   * @param most bound on their number
   * @param seed the same seed draws the same boxes
   * @return pairs (w, h)
   */
  public List<double[]> sample(int most, long seed) {
    long boxes = boxes();
    int n = (int) Math.min(most, counted);
    Random random = new Random(Seeds.mix(seed, -1));
    // Floyd's algorithm: n draws, each set of n boxes equally likely.
    TreeSet<Long> chosen = new TreeSet<>();
    for (long last = boxes - n; last < boxes; last++) {
      long box = (long) (random.nextDouble() * (last + 1));
      if (!chosen.add(box)) {
        chosen.add(last);
      }
    }
    List<double[]> pairs = new ArrayList<>(n);
    for (long box : chosen) {
      int i = sizeOf(box);
      pairs.add(new double[] {w[i], h[i]});
    }
    return pairs;
  }
}
