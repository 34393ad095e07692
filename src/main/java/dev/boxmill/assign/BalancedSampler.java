package dev.boxmill.assign;

import java.util.SplittableRandom;

/**
 * Faster R-CNN's sampling (Ren et al. 2015, Girshick 2015): a fixed number of anchors a picture, at
 * most a given part of them matched ones, drawn without replacement. Where matched ones are few,
 * unmatched ones fill up; where those are few, the sample is smaller.
 *
 * @param count anchors a picture: 256 for proposals, 512 for the head
 * @param positives largest part of matched anchors: 1/2 for proposals, 1/4 (1:3) for the head
 */
public record BalancedSampler(int count, double positives) {

  /** {@return 256 anchors, half of them matched} */
  public static BalancedSampler regionProposals() {
    return new BalancedSampler(256, .5);
  }

  /** {@return 512 proposals, a quarter of them matched} */
  public static BalancedSampler regionHead() {
    return new BalancedSampler(512, .25);
  }

  /**
   * The assignment with the anchors that were not drawn ignored.
   *
   * @param assigned stays as it is
   * @param seed of the draw; the same seed draws the same anchors
   * @return a copy, in which ignored anchors stay so
   */
  public Assignment sample(Assignment assigned, long seed) {
    int matched = assigned.positives();
    int unmatched = 0;
    for (int a = 0; a < assigned.size(); a++) {
      unmatched += assigned.truth(a) == Assignment.UNMATCHED ? 1 : 0;
    }
    int matchedWanted = Math.min(matched, (int) (count * positives));
    int unmatchedWanted = Math.min(unmatched, count - matchedWanted);
    SplittableRandom random = new SplittableRandom(seed);
    Assignment result = assigned.copy();
    // Selection sampling (Knuth): each is kept with probability wanted / left.
    for (int a = 0; a < assigned.size(); a++) {
      if (assigned.truth(a) >= 0) {
        if (random.nextInt(matched--) < matchedWanted) {
          matchedWanted--;
        } else {
          result.ignore(a);
        }
      } else if (assigned.truth(a) == Assignment.UNMATCHED) {
        if (random.nextInt(unmatched--) < unmatchedWanted) {
          unmatchedWanted--;
        } else {
          result.ignore(a);
        }
      }
    }
    return result;
  }
}
