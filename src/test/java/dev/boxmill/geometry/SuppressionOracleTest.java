package dev.boxmill.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every suppression against its paper's loops on seeded random boxes with ties. */
final class SuppressionOracleTest {
  /** Sums and products of up to some hundred doubles in another order. */
  private static final double TOLERANCE = 1e-9;

  static Stream<String> methods() {
    // max-pool has no pairs to loop over; SuppressionTest works it by hand.
    return Suppressions.all().stream().map(Suppression::id).filter(id -> !id.equals("max-pool"));
  }

  private static NmsSettings settings(String method, double iou, boolean agnostic) {
    return NmsSettings.of(method, iou, null, agnostic);
  }

  private static void agree(ScoredBoxes boxes, NmsSettings settings, double floor, int limit) {
    Survivors actual = new Suppressor(settings, floor, limit).run(boxes);
    List<PlainNms.Box> expected = PlainNms.run(RandomBoxes.list(boxes), settings, floor, limit);
    assertEquals(expected.size(), actual.size(), () -> "survivors of " + settings);
    for (int i = 0; i < actual.size(); i++) {
      PlainNms.Box box = expected.get(i);
      assertEquals(box.index(), actual.index(i), "index of survivor " + i);
      assertEquals(box.score(), actual.score(i), TOLERANCE);
      for (int side = 0; side < 4; side++) {
        assertEquals(box.edges()[side], actual.edge(i, side), TOLERANCE * 1000);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void equalsItsPlainLoop(String method) {
    Random random = new Random(11);
    for (int trial = 0; trial < 60; trial++) {
      ScoredBoxes boxes = RandomBoxes.draw(random, random.nextInt(300), 3, 60);
      double iou = List.of(0.0, .3, .5, .9, 1.0).get(trial % 5);
      agree(boxes, settings(method, iou, trial % 2 == 1), .011, trial % 3 == 0 ? 10 : 1000);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void equalsItsPlainLoopWhereTheGridIsUsed(String method) {
    Random random = new Random(12);
    for (double iou : new double[] {.05, .6}) {
      ScoredBoxes boxes = RandomBoxes.draw(random, 1200, 1, 2000);
      agree(boxes, settings(method, iou, false), .011, 150);
    }
  }

  @Test
  void hardEqualsTheGreedyLoopOnFortyThousandBoxes() {
    ScoredBoxes boxes = RandomBoxes.draw(new Random(13), 40_000, 1, 3_000);
    for (double iou : new double[] {0, .5}) {
      Survivors actual = new Suppressor(NmsSettings.hard(iou), 0, 40_000).run(boxes);
      int[] order = new int[boxes.size()];
      Arrays.setAll(order, i -> i);
      ScoreOrder.sort(order, boxes.scores(), null);
      RankedBoxes ranked = RankedBoxes.gather(boxes, order, 0, order.length);
      int[] kept = new int[order.length];
      int count = Nms.greedy(ranked.edges(), new int[kept.length], kept.length, iou, 40_000, kept);
      assertTrue(count > 2_000 && count < 39_000, () -> "survivors " + count);
      assertArrayEquals(
          Arrays.stream(kept, 0, count).map(k -> ranked.indices()[k]).toArray(),
          IntStream.range(0, actual.size()).map(actual::index).toArray());
    }
  }

  @Test
  void boxesThatAreNotFiniteFollowTheSameRule() {
    ScoredBoxes boxes = RandomBoxes.draw(new Random(14), 700, 1, 300);
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, -1e308};
    for (int i = 0; i < 60; i++) {
      boxes.edges()[37 * i] = odd[i % odd.length];
    }
    int[] order = new int[boxes.size()];
    Arrays.setAll(order, i -> i);
    ScoreOrder.sort(order, boxes.scores(), null);
    RankedBoxes ranked = RankedBoxes.gather(boxes, order, 0, order.length);
    int[] plain = new int[700];
    int[] kept = new int[700];
    int count = Nms.greedy(ranked.edges(), new int[700], 700, .4, 700, plain);
    NmsRule rule = new NmsRule(.4, Double.NaN, 0, 700);
    assertEquals(count, HardNms.choose(ranked, rule, kept));
    assertArrayEquals(plain, kept);
  }
}
