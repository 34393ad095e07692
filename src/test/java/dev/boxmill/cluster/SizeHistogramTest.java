package dev.boxmill.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeHistogramTest {

  @Test
  void countsAsAMapDoes() {
    double[][] boxes = Boxes.random(20_000, 3, 1);
    Map<List<Double>, Long> expected = new HashMap<>();
    for (double[] box : boxes) {
      expected.merge(List.of(box[0], box[1]), 1L, Long::sum);
    }
    BoxSizes sizes = Boxes.sizes(boxes);
    assertEquals(expected.size(), sizes.distinct());
    assertEquals(boxes.length, sizes.boxes());
    for (int i = 0; i < sizes.distinct(); i++) {
      assertEquals(expected.remove(List.of(sizes.w(i), sizes.h(i))), sizes.count(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40})
  void mergedEqualsWholeInAnySplitAndOrder(int parts) {
    double[][] boxes = Boxes.random(30_000, 5, 0.25);
    BoxSizes whole = Boxes.sizes(boxes);
    Random random = new Random(parts);
    List<double[]> shuffled = new ArrayList<>(Arrays.asList(boxes));
    Collections.shuffle(shuffled, random);
    List<SizeHistogram> states = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      states.add(new SizeHistogram());
    }
    for (double[] box : shuffled) {
      states.get(random.nextInt(parts)).add(box[0], box[1]);
    }
    while (states.size() > 1) {
      SizeHistogram taken = states.remove(random.nextInt(states.size()));
      states.get(random.nextInt(states.size())).merge(taken);
    }
    assertSame(whole, states.get(0).result());
  }

  @Test
  void mergingLeavesTheOtherAsItWas() {
    SizeHistogram other = Boxes.histogram(new double[] {2, 3}, new double[] {2, 3});
    SizeHistogram mine = Boxes.histogram(new double[] {2, 3});
    mine.merge(other);
    mine.merge(new SizeHistogram());
    assertEquals(3, mine.result().count(0));
    assertEquals(2, other.result().count(0));
  }

  @Test
  void boxesOfNoSizeAreCountedApart() {
    SizeHistogram histogram = Boxes.histogram(new double[] {0.001, 1e6});
    double[] bad = {0, -0.0, -1, Double.NaN, 1e-60, 1e60, Double.POSITIVE_INFINITY};
    SizeHistogram other = new SizeHistogram();
    for (double side : bad) {
      histogram.add(side, 1);
      other.add(1, side);
    }
    assertEquals(bad.length, histogram.leftOut());
    histogram.merge(other);
    assertEquals(2 * bad.length, histogram.leftOut());
    assertEquals(1, histogram.result().boxes());
  }

  @Test
  void samplesWithoutReplacementAndBySeed() {
    BoxSizes sizes = Boxes.sizes(Boxes.random(5_000, 9, 1));
    List<double[]> some = sizes.sample(2_000, 1);
    assertEquals(2_000, some.size());
    assertArrayEquals(some.toArray(), sizes.sample(2_000, 1).toArray());
    assertFalse(Arrays.deepEquals(some.toArray(), sizes.sample(2_000, 2).toArray()));
    BoxSizes drawn = Boxes.sizes(some.toArray(double[][]::new));
    for (int i = 0; i < drawn.distinct(); i++) {
      int at = i;
      long there =
          IntStream.range(0, sizes.distinct())
              .filter(j -> sizes.w(j) == drawn.w(at) && sizes.h(j) == drawn.h(at))
              .mapToLong(sizes::count)
              .sum();
      assertTrue(drawn.count(i) <= there, "size drawn more often than it occurs");
    }
    assertSame(sizes, Boxes.sizes(sizes.sample(9_999, 1).toArray(double[][]::new)));
  }

  static void assertSame(BoxSizes expected, BoxSizes actual) {
    assertEquals(expected.distinct(), actual.distinct());
    assertEquals(expected.boxes(), actual.boxes());
    for (int i = 0; i < expected.distinct(); i++) {
      assertEquals(expected.w(i), actual.w(i));
      assertEquals(expected.h(i), actual.h(i));
      assertEquals(expected.count(i), actual.count(i));
    }
  }
}
