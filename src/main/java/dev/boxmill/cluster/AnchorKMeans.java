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
   * @throws UserException when there are fewer distinct sizes than anchors
   */
  public static Clustering fit(BoxSizes sizes, KMeansOptions options) {
    check(sizes, options.k());
    SizeTree tree = new SizeTree(sizes, options.distance());
    return IntStream.range(0, options.restarts())
        .parallel()
        .mapToObj(start -> fitOnce(sizes, tree, options, start))
        .reduce(Clustering::orBetter)
        .orElseThrow();
  }

  /**
   * One restart, on the caller's thread. Takes some 16 bytes a distinct size beside the sizes.
   *
   * @param start which of the restarts, from 0; it decides the random numbers
   * @throws UserException when there are fewer distinct sizes than anchors
   */
  public static Clustering fitOnce(BoxSizes sizes, KMeansOptions options, int start) {
    check(sizes, options.k());
    return fitOnce(sizes, new SizeTree(sizes, options.distance()), options, start);
  }

  private static Clustering fitOnce(
      BoxSizes sizes, SizeTree tree, KMeansOptions options, int start) {
    long seed = Seeds.mix(options.seed(), start);
    int[] seeds =
        sizes.distinct() < ParallelStart.FROM
            ? PlusPlus.choose(sizes, options.distance(), options.k(), new Random(seed))
            : ParallelStart.choose(sizes, options.distance(), options.k(), seed);
    Lloyd lloyd = new Lloyd(sizes, tree, options.centre(), seeds);
    boolean converged = lloyd.run(options.maxIterations());
    return describe(sizes, lloyd, converged, start);
  }

  /**
   * Refuses what {@link #fit} would refuse.
   *
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

  private static Clustering describe(BoxSizes sizes, Lloyd lloyd, boolean converged, int start) {
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
    return new Clustering(anchors, sum / sizes.boxes(), lloyd.rounds(), converged, start);
  }
}
