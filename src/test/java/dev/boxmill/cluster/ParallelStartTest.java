package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParallelStartTest {
  private static final BoxSizes SIZES = Boxes.sizes(Boxes.random(60_000, 3, 0.01));

  @ParameterizedTest
  @EnumSource(Distance.class)
  void isTheSameOnAnyNumberOfThreads(Distance distance) throws Exception {
    int[] here = ParallelStart.choose(SIZES, distance, 9, 5);
    assertEquals(9, Arrays.stream(here).distinct().count());
    for (int threads : new int[] {1, 2, 7}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        assertArrayEquals(
            here, pool.submit(() -> ParallelStart.choose(SIZES, distance, 9, 5)).get());
      } finally {
        pool.shutdown();
      }
    }
    assertFalse(Arrays.equals(here, ParallelStart.choose(SIZES, distance, 9, 6)));
  }

  /** All four sizes have to be drawn, however unlikely the rare ones are. */
  @Test
  void drawsAsManyAsThereAre() {
    double[][] boxes = new double[10_000][];
    Arrays.fill(boxes, new double[] {5, 5});
    boxes[0] = new double[] {5, 6};
    boxes[1] = new double[] {50, 6};
    boxes[2] = new double[] {500, 600};
    int[] all = ParallelStart.choose(Boxes.sizes(boxes), Distance.IOU, 4, 1);
    assertArrayEquals(new int[] {0, 1, 2, 3}, Arrays.stream(all).sorted().toArray());
  }

  /** Over 30 seeds its starts are on average as near to the boxes as those of k-means++. */
  @Test
  void startsAsNearAsPlusPlus() {
    double parallel =
        LongStream.range(0, 30)
            .mapToDouble(s -> cost(ParallelStart.choose(SIZES, Distance.IOU, 9, s)))
            .sum();
    double plusPlus =
        LongStream.range(0, 30)
            .mapToDouble(
                s -> cost(PlusPlus.choose(SIZES, Distance.IOU, 9, new Random(Seeds.mix(s, 0)))))
            .sum();
    assertTrue(parallel <= 1.02 * plusPlus, parallel + " against " + plusPlus);
  }

  private static double cost(int[] start) {
    double sum = 0;
    for (int i = 0; i < SIZES.distinct(); i++) {
      double best = 1;
      for (int j : start) {
        double d = Distance.IOU.of(SIZES.w(i), SIZES.h(i), SIZES.w(j), SIZES.h(j));
        best = Math.min(best, d);
      }
      sum += SIZES.count(i) * best * best;
    }
    return sum;
  }
}
