package dev.boxmill.cluster;

import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Finds anchors for boxes. The result depends on the boxes and the options alone. */
public final class AnchorKMeans {
  private AnchorKMeans() {}

  /**
   * The best of all restarts, each on a thread of the common pool.
   *
   * @param sizes in the unit that the anchors shall have
   * @param options how to look for them
   * @return the one with the highest average IoU
   * @throws UserException when there are fewer distinct sizes than anchors
   */
  public static Clustering fit(BoxSizes sizes, KMeansOptions options) {
    check(sizes, options.k());
    SizeLevels levels = sizes.levels(options.distance());
    return IntStream.range(0, options.restarts())
        .parallel()
        .mapToObj(start -> fitOnce(levels, options, start))
        .reduce(Clustering::orBetter)
        .orElseThrow();
  }

  /**
   * One restart, on the caller's thread. Takes some 16 bytes a distinct size beside the sizes.
   *
   * @param sizes in the unit that the anchors shall have
   * @param options of which the number of restarts is not looked at
   * @param start which of the restarts, from 0; it decides the random numbers
   * @return what this restart ended with
   * @throws UserException when there are fewer distinct sizes than anchors
   */
  public static Clustering fitOnce(BoxSizes sizes, KMeansOptions options, int start) {
    check(sizes, options.k());
    return fitOnce(sizes.levels(options.distance()), options, start);
  }

  private static Clustering fitOnce(SizeLevels levels, KMeansOptions options, int start) {
    int level = levels.count() - 1;
    double[][] anchors = start(levels, options, Seeds.mix(options.seed(), start));
    int rounds = 0;
    Lloyd lloyd;
    boolean converged;
    do {
      lloyd = new Lloyd(levels.sizes(level), levels.tree(level), options.centre(), anchors);
      converged = lloyd.run(options.maxIterations());
      rounds += lloyd.rounds();
      anchors = lloyd.anchors();
    } while (level-- > 0);
    return describe(levels.sizes(0), lloyd, rounds, converged, start);
  }

  /** Widths and heights to begin with. */
  private static double[][] start(SizeLevels levels, KMeansOptions options, long seed) {
    BoxSizes all = levels.sizes(0);
    boolean many = all.distinct() >= ParallelStart.FROM;
    BoxSizes from = many ? all : levels.sizes(levels.count() - 1);
    int[] seeds =
        many
            ? ParallelStart.choose(from, options.distance(), options.k(), seed)
            : PlusPlus.choose(from, options.distance(), options.k(), new Random(seed));
    return new double[][] {
      IntStream.of(seeds).mapToDouble(from::w).toArray(),
      IntStream.of(seeds).mapToDouble(from::h).toArray()
    };
  }

  /**
   * Refuses what {@link #fit} would refuse.
   *
   * @param sizes the boxes, weighted or not
   * @param k number of anchors
   * @throws UserException when there are no boxes, or fewer distinct sizes than anchors
   */
  public static void check(BoxSizes sizes, int k) {
    if (sizes.boxes() == 0) {
      throw new UserException("no boxes to find anchors for; give annotations with boxes");
    }
    if (k > sizes.distinct()) {
      throw new UserException(
          "--k "
              + k
              + ": the boxes have only "
              + sizes.distinct()
              + " different sizes; ask for fewer");
    }
  }

  private static Clustering describe(
      BoxSizes sizes, Lloyd lloyd, int rounds, boolean converged, int start) {
    int k = lloyd.k();
    long[] boxes = new long[k];
    double sum = 0;
    for (int i = 0; i < sizes.distinct(); i++) {
      int j = lloyd.owner(i);
      boxes[j] += sizes.count(i);
      sum += sizes.count(i) * CentredIou.of(sizes.w(i), sizes.h(i), lloyd.w(j), lloyd.h(j));
    }
    List<Anchor> anchors = new ArrayList<>(k);
    for (int j = 0; j < k; j++) {
      anchors.add(new Anchor(lloyd.w(j), lloyd.h(j), boxes[j] / (double) sizes.boxes()));
    }
    anchors.sort(
        Comparator.comparingDouble((Anchor a) -> a.w() * a.h()).thenComparingDouble(Anchor::w));
    return new Clustering(anchors, sum / sizes.boxes(), rounds, converged, start);
  }
}
