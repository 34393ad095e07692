package dev.boxmill.geometry;

import java.util.function.DoubleUnaryOperator;

/**
 * Soft-NMS (Bodla et al. 2017, algorithm 1): the best box is taken, the scores of the boxes left
 * that overlap it are multiplied by a factor below 1, and so on with the best of them; boxes that
 * fall below the score threshold are dropped.
 *
 * <p>The boxes left stand in a binary heap, so that taking one of n costs O(log n) besides its
 * neighbours.
 */
final class SoftNms {
  private final RankedBoxes boxes;
  private final double[] scores;
  private final int[] heap;
  private final int[] placeOf;
  private int left;

  private SoftNms(RankedBoxes boxes) {
    this.boxes = boxes;
    scores = boxes.scores().clone();
    left = boxes.size();
    heap = new int[left];
    placeOf = new int[left];
    for (int i = 0; i < left; i++) {
      heap[i] = i; // ranked, so a heap already
      placeOf[i] = i;
    }
  }

  /**
   * Runs it.
   *
   * @param iou overlaps up to this are known to leave the score as it is
   * @param factor of the score, in [0, 1], given the IoU
   */
  static void run(
      RankedBoxes boxes,
      NmsRule rule,
      double iou,
      DoubleUnaryOperator factor,
      Survivors survivors) {
    SoftNms soft = new SoftNms(boxes);
    OverlapIndex index = OverlapIndex.ofAll(boxes, iou);
    for (int taken = 0; soft.left > 0 && taken < rule.limit(); taken++) {
      int best = soft.take();
      if (soft.scores[best] < rule.scoreThreshold()) {
        return;
      }
      survivors.add(boxes, best, soft.scores[best]);
      int near = index.search(best);
      for (int n = 0; n < near; n++) {
        int other = index.found()[n];
        double overlap = boxes.iou(best, other);
        if (soft.placeOf[other] >= 0 && overlap > iou) {
          soft.scores[other] *= factor.applyAsDouble(overlap);
          soft.sink(soft.placeOf[other]);
        }
      }
    }
  }

  /** Takes the box of the highest score as it now is; the lower index where scores are equal. */
  private int take() {
    int best = heap[0];
    placeOf[best] = -1;
    left--;
    if (left > 0) {
      put(heap[left], 0);
      sink(0);
    }
    return best;
  }

  private void sink(int from) {
    int moving = heap[from];
    int place = from;
    while (2 * place + 1 < left) {
      int child = 2 * place + 1;
      if (child + 1 < left && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], moving)) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(moving, place);
  }

  private void put(int box, int place) {
    heap[place] = box;
    placeOf[box] = place;
  }

  private boolean before(int a, int b) {
    return ScoreOrder.before(a, b, scores, boxes.indices());
  }
}
