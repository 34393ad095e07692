package dev.boxmill.assign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SamplingTest {

  @Test
  void balancedSampleFillsUpWithBackground() {
    assertCounts(128, 384, BalancedSampler.regionHead().sample(of(300, 5000), 1));
    assertCounts(128, 128, BalancedSampler.regionProposals().sample(of(300, 5000), 1));
    assertCounts(7, 505, BalancedSampler.regionHead().sample(of(7, 5000), 1));
    assertCounts(128, 60, BalancedSampler.regionHead().sample(of(300, 60), 1));
    assertCounts(0, 0, BalancedSampler.regionHead().sample(of(0, 0), 1));
  }

  @Test
  void balancedSampleFollowsItsSeed() {
    Assignment all = of(300, 5000);
    int[] first = BalancedSampler.regionHead().sample(all, 1).truths();
    assertArrayEquals(first, BalancedSampler.regionHead().sample(all, 1).truths());
    assertFalse(Arrays.equals(first, BalancedSampler.regionHead().sample(all, 2).truths()));
  }

  @Test
  void everyAnchorIsEquallyLikely() {
    // 4 of 16 unmatched, 20,000 draws: 5,000 each, standard deviation 61; six of them allowed.
    Assignment all = of(0, 16);
    int[] drawn = new int[16];
    for (int seed = 0; seed < 20_000; seed++) {
      int[] truths = new BalancedSampler(4, .5).sample(all, seed).truths();
      for (int a = 0; a < 16; a++) {
        drawn[a] += truths[a] == Assignment.UNMATCHED ? 1 : 0;
      }
    }
    for (int n : drawn) {
      assertEquals(5000, n, 370);
    }
  }

  @Test
  void hardNegativesAreThoseOfHighestLoss() {
    Assignment assigned = of(1, 6);
    assigned.ignore(6);
    float[] losses = {9, .1f, .5f, -1, .5f, .5f, 99};
    // Three for one: .5 three times; with two, the lower anchors.
    assertArrayEquals(
        new int[] {0, -2, -1, -2, -1, -1, -2}, HardNegatives.mine(assigned, losses, 3).truths());
    assertArrayEquals(
        new int[] {0, -2, -1, -2, -1, -2, -2}, HardNegatives.mine(assigned, losses, 2).truths());
    assertArrayEquals(
        new int[] {0, -1, -1, -1, -1, -1, -2}, HardNegatives.mine(assigned, losses, 9).truths());
    assertArrayEquals(
        new int[] {-2, -2}, HardNegatives.mine(of(0, 2), new float[] {1, 2}, 3).truths());
  }

  @Test
  void ssdForcesTheBestDefaultBoxForTheLaterTruth() {
    // Truth 0 overlaps box 0 by .25 only and box 1 not at all; truth 1 is box 0 itself.
    double[] defaults = {0, 0, 10, 10, 20, 20, 30, 30, 0, 0, 10, 6};
    SsdTargets ssd = new SsdTargets(defaults, .5);
    assertArrayEquals(new int[] {0, -1, -1}, ssd.assign(new double[] {0, 5, 10, 20}).truths());
    // Box 2 overlaps truth 0 of the pair by .6, and truth 1 takes box 0 from it.
    Assignment pair = ssd.assign(new double[] {0, 0, 10, 10, 0, 0, 10, 10});
    assertArrayEquals(new int[] {1, -1, 0}, pair.truths());
    assertEquals(Fate.FORCED, ssd.alone(new double[] {0, 5, 10, 20}, 0));
    assertEquals(Fate.INVALID, ssd.alone(new double[] {50, 50, 60, 60}, 0));
  }

  @Test
  void lowQualityMatchesGoToTheAnchorsOwnBestTruth() {
    // Both truths' best anchor is the one anchor; it overlaps the second more (.3 against .2).
    double[] anchors = {0, 0, 10, 10};
    double[] boxes = {0, 0, 10, 2, 0, 2, 10, 5};
    Assignment found = IouTargets.retinaNet(anchors).assign(boxes);
    assertArrayEquals(new int[] {1}, found.truths());
    assertArrayEquals(new int[] {-1}, IouTargets.strict(anchors, .5, .4).assign(boxes).truths());
    // .45 lies between the thresholds.
    double[] between = {0, 0, 10, 4.5};
    assertArrayEquals(new int[] {-2}, IouTargets.strict(anchors, .5, .4).assign(between).truths());
    assertArrayEquals(new int[] {0}, IouTargets.retinaNet(anchors).assign(between).truths());
    assertEquals(Fate.TOO_SMALL, IouTargets.strict(anchors, .5, .4).alone(between, 0));
    assertEquals(
        Fate.SHAPE, IouTargets.strict(anchors, .5, .4).alone(new double[] {0, 0, 90, 3}, 0));
  }

  private static Assignment of(int matched, int unmatched) {
    Assignment assigned = new Assignment(matched + unmatched);
    for (int a = 0; a < matched; a++) {
      assigned.match(a, a, 1);
    }
    return assigned;
  }

  private static void assertCounts(int matched, int unmatched, Assignment sample) {
    assertEquals(matched, sample.positives());
    assertEquals(
        unmatched, Arrays.stream(sample.truths()).filter(t -> t == Assignment.UNMATCHED).count());
  }
}
