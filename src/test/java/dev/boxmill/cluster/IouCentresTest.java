package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IouCentresTest {
  /** What the last step leaves. */
  private static final double ASCENT = 1e-5;

  /** No more than the rounding of the sums. */
  private static final double SUMS = 1e-12;

  /**
   * All centres on a grid of 400 x 400, of ratio 1.01 at most, and all crossings of the boxes' own
   * sides, where the kinks are: none is better than what the ascent finds.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void oneAnchorIsAsGoodAsTheBestOfAGrid(long seed) {
    Random random = new Random(seed);
    double[][] boxes = new double[9][];
    Arrays.setAll(boxes, i -> new double[] {side(random), side(random)});
    BoxSizes sizes = Boxes.sizes(boxes);
    double best = 0;
    for (int i = 0; i < 400; i++) {
      for (int j = 0; j < 400; j++) {
        best = Math.max(best, averageIou(sizes, 20 * grid(i), 20 * grid(j)));
      }
    }
    for (double[] a : boxes) {
      for (double[] b : boxes) {
        best = Math.max(best, averageIou(sizes, (float) a[0], (float) b[1]));
      }
    }
    Clustering found = AnchorKMeans.fit(sizes, new KMeansOptions(1, Centre.IOU, 7, 1, 1_000));
    assertTrue(found.converged());
    assertTrue(found.averageIou() >= best - ASCENT, found + " below " + best);
    Anchor anchor = found.anchors().get(0);
    assertEquals(averageIou(sizes, anchor.w(), anchor.h()), found.averageIou(), SUMS);
  }

  private static double grid(int i) {
    return Math.exp(i * Math.log(4) / 399);
  }

  private static double side(Random random) {
    return 20 + 60 * random.nextDouble();
  }

  /**
   * Boxes 1 x 1 and 2 x 1 (twice): the median is 2 x 1, with an average IoU of (1/2 + 1 + 1) / 3.
   * Between them, at w x 1, the sum is 1/w + 2 w/2, convex, so highest at an end: 2.5 at w = 2.
   */
  @Test
  void staysAtAKinkThatIsTheOptimum() {
    BoxSizes sizes = Boxes.sizes(new double[][] {{1, 1}, {2, 1}, {2, 1}});
    Clustering found = AnchorKMeans.fit(sizes, new KMeansOptions(1, Centre.IOU, 7, 1, 100));
    assertEquals(2.5 / 3, found.averageIou(), 0);
    assertEquals(2, found.anchors().get(0).w(), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9})
  void noRoundOfTheAscentLowersTheAverageIou(int k) {
    BoxSizes sizes = Boxes.sizes(Boxes.random(3_000, k, 0.5));
    SizeTree tree = new SizeTree(sizes);
    double[][] start = Boxes.at(sizes, PlusPlus.choose(sizes, Distance.IOU, k, new Random(k)));
    Lloyd medians = new Lloyd(sizes, tree, Centre.MEDIAN, start);
    assertTrue(medians.run(1_000));
    Lloyd ascent = new Lloyd(sizes, tree, Centre.IOU, start);
    ascent.run(medians.rounds());
    double last = averageIou(sizes, medians);
    assertEquals(last, averageIou(sizes, ascent), 0, "begins where medians rest");
    boolean converged = false;
    while (!converged) {
      converged = ascent.run(ascent.rounds() + 1);
      assertTrue(ascent.rounds() < 1_000, "does not converge");
      double now = averageIou(sizes, ascent);
      assertTrue(now >= last - SUMS, "round " + ascent.rounds() + ": " + now + " after " + last);
      last = now;
    }
  }

  private static double averageIou(BoxSizes sizes, Lloyd lloyd) {
    double sum = 0;
    for (int i = 0; i < sizes.distinct(); i++) {
      int j = lloyd.owner(i);
      sum += sizes.count(i) * CentredIou.of(sizes.w(i), sizes.h(i), lloyd.w(j), lloyd.h(j));
    }
    return sum / sizes.boxes();
  }

  /** From the same start, because the ascent begins where medians come to rest. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isNoWorseThanMedians(long seed) {
    BoxSizes sizes = Boxes.sizes(Boxes.random(20_000, seed, 0.1));
    for (int start = 0; start < 3; start++) {
      double medians = fit(sizes, Centre.MEDIAN, seed, start);
      double ascended = fit(sizes, Centre.IOU, seed, start);
      assertTrue(ascended > medians, ascended + " below " + medians);
    }
  }

  private static double fit(BoxSizes sizes, Centre centre, long seed, int start) {
    Clustering found =
        AnchorKMeans.fitOnce(sizes, new KMeansOptions(9, centre, seed, 1, 2_000), start);
    assertTrue(found.converged());
    return found.averageIou();
  }

  private static double averageIou(BoxSizes sizes, double w, double h) {
    double sum = 0;
    for (int i = 0; i < sizes.distinct(); i++) {
      sum +=
          sizes.count(i)
              * BruteForce.iou(new double[] {sizes.w(i), sizes.h(i)}, new double[] {w, h});
    }
    return sum / sizes.boxes();
  }
}
