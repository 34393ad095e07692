package dev.boxmill.geometry;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.Set;

/**
 * IoU-guided NMS (Jiang et al. 2018, IoU-Net, algorithm 1): greedy by localisation confidence
 * instead of score. The best localised box stays; the boxes left that overlap it by IoU strictly
 * greater than the threshold go, and it gets the highest score among them and itself.
 *
 * <p>Ties: localisation confidence descending, then index; in the result, score descending, then
 * index.
 */
@AutoService(Suppression.class)
public final class IouGuidedNms implements Suppression {
  @Override
  public String id() {
    return "iou-guided";
  }

  @Override
  public Set<BoxExtra> needs() {
    return Set.of(BoxExtra.LOCALISATION);
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    int[] order = new int[boxes.size()];
    Arrays.setAll(order, i -> i);
    ScoreOrder.sort(order, boxes.localisation(), boxes.indices());
    OverlapIndex index = OverlapIndex.ofAll(boxes, rule.iou());
    boolean[] gone = new boolean[boxes.size()];
    for (int best : order) {
      if (gone[best]) {
        continue;
      }
      gone[best] = true;
      double score = boxes.scores()[best];
      int near = index.search(best);
      for (int n = 0; n < near; n++) {
        int other = index.found()[n];
        if (!gone[other] && boxes.iou(best, other) > rule.iou()) {
          gone[other] = true;
          score = Math.max(score, boxes.scores()[other]);
        }
      }
      survivors.add(boxes, best, score);
    }
  }
}
