package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LloydTest {

  /** Equal seeds: all but the first of them own nothing, and must be moved to where boxes are. */
  @Test
  void emptyClustersAreRepaired() {
    BoxSizes sizes = Boxes.sizes(new double[][] {{1, 1}, {1, 1.1}, {20, 20}, {21, 20}, {300, 100}});
    Lloyd lloyd = new Lloyd(sizes, new SizeTree(sizes), Centre.MEAN, Boxes.at(sizes, 0, 0, 0));
    assertTrue(lloyd.run(100));
    boolean[] used = new boolean[3];
    for (int i = 0; i < sizes.distinct(); i++) {
      used[lloyd.owner(i)] = true;
    }
    assertTrue(used[0] && used[1] && used[2], "an anchor is left without boxes");
    double[] widths = IntStream.range(0, 3).mapToDouble(lloyd::w).sorted().toArray();
    assertEquals(1, widths[0], 0);
    assertEquals(20.5, widths[1], 0);
    assertEquals(300, widths[2], 0);
  }

  /** Powers of two, so that no rounding differs; the order of the sizes does. */
  @ParameterizedTest
  @ValueSource(doubles = {0.25, 8})
  void theUnitScalesTheAnchorsOnly(double factor) {
    double[][] boxes = Boxes.random(3_000, 6, 0.5);
    double[][] scaled = new double[boxes.length][];
    Arrays.setAll(scaled, i -> new double[] {factor * boxes[i][0], factor * boxes[i][1]});
    double[][] start = {boxes[0], boxes[10], boxes[20], boxes[30], boxes[40]};
    double[][] scaledStart = {scaled[0], scaled[10], scaled[20], scaled[30], scaled[40]};
    for (Centre centre : List.of(Centre.MEDIAN, Centre.MEAN)) {
      Lloyd one = from(Boxes.sizes(boxes), centre, start);
      Lloyd other = from(Boxes.sizes(scaled), centre, scaledStart);
      assertTrue(one.run(1_000) && other.run(1_000));
      assertEquals(one.rounds(), other.rounds());
      for (int j = 0; j < start.length; j++) {
        assertEquals(factor * one.w(j), other.w(j), 1e-9 * factor * one.w(j));
        assertEquals(factor * one.h(j), other.h(j), 1e-9 * factor * one.h(j));
      }
    }
  }

  private static Lloyd from(BoxSizes sizes, Centre centre, double[]... start) {
    int[] seeds =
        Arrays.stream(start)
            .mapToInt(
                s ->
                    IntStream.range(0, sizes.distinct())
                        .filter(i -> sizes.w(i) == s[0] && sizes.h(i) == s[1])
                        .findFirst()
                        .orElseThrow())
            .toArray();
    return new Lloyd(sizes, new SizeTree(sizes), centre, Boxes.at(sizes, seeds));
  }

  /** The metric's inequality is what makes skipping sound. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void distanceKeepsTheTriangleInequality(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 100_000; n++) {
      double[] s = random.doubles(6, 0.01, 100).toArray();
      double ab = 1 - CentredIou.of(s[0], s[1], s[2], s[3]);
      double bc = 1 - CentredIou.of(s[2], s[3], s[4], s[5]);
      double ac = 1 - CentredIou.of(s[0], s[1], s[4], s[5]);
      assertTrue(ac <= ab + bc + 1e-12, () -> "at " + Arrays.toString(s));
    }
  }
}
