package dev.boxmill.geometry;

import java.util.Arrays;

/**
 * Runs a {@link Suppression} over an image: ranks the boxes, deals them out by class unless it is
 * class-agnostic, and puts the survivors of all classes in one order.
 */
public final class Suppressor {
  private final Suppression method;
  private final boolean classAgnostic;
  private final NmsRule rule;

  /**
   * Binds the rules of one run.
   *
   * @param settings the method, its threshold, and whether classes compete
   * @param scoreThreshold boxes whose score a method lowers below this are dropped
   * @param limit survivors an image, at least 1
   * @throws dev.boxmill.error.UserException when there is no such method
   */
  public Suppressor(NmsSettings settings, double scoreThreshold, int limit) {
    method = Suppressions.find(settings.method());
    classAgnostic = settings.classAgnostic();
    rule = new NmsRule(settings.iou(), settings.sigma(), scoreThreshold, limit);
  }

  /**
   * Suppresses the boxes of one image.
   *
   * @param boxes not written to
   * @return at most {@code limit}, by score descending, then by index
   */
  public Survivors run(ScoredBoxes boxes) {
    int[] order = new int[boxes.size()];
    Arrays.setAll(order, i -> i);
    ScoreOrder.sort(order, boxes.scores(), null);
    Survivors survivors = new Survivors();
    if (classAgnostic) {
      suppress(boxes, order, 0, order.length, survivors);
    } else {
      int[] ends = sortByClass(order, boxes.classes());
      int from = 0;
      for (int end : ends) {
        suppress(boxes, order, from, end, survivors);
        from = end;
      }
    }
    survivors.finish(rule.limit());
    return survivors;
  }

  private void suppress(ScoredBoxes boxes, int[] order, int from, int to, Survivors survivors) {
    if (to > from) {
      method.suppress(RankedBoxes.gather(boxes, order, from, to), rule, survivors);
    }
  }

  /** Brings each class together, its boxes in the order they had; returns where each one ends. */
  private static int[] sortByClass(int[] order, int[] classes) {
    long[] keys = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      keys[i] = (long) classes[order[i]] << 32 | i;
    }
    Arrays.sort(keys);
    int[] ranked = order.clone();
    int[] ends = new int[order.length];
    int groups = 0;
    for (int i = 0; i < keys.length; i++) {
      order[i] = ranked[(int) keys[i]];
      if (i + 1 == keys.length || keys[i] >> 32 != keys[i + 1] >> 32) {
        ends[groups++] = i + 1;
      }
    }
    return Arrays.copyOf(ends, groups);
  }
}
