package dev.boxmill.geometry;

import com.google.auto.service.AutoService;
import java.util.Arrays;

/**
 * Box voting (Gidaris and Komodakis 2015, section 5): {@link HardNms} chooses; then each survivor
 * takes the mean, weighted by score, of the edges of all boxes whose IoU with it is strictly
 * greater than the threshold, suppressed ones and itself included. Scores stay.
 *
 * <p>Ties: score descending, then index. A survivor whose voters' scores are all 0 stays as it is.
 */
@AutoService(Suppression.class)
public final class WeightedNms implements Suppression {
  @Override
  public String id() {
    return "weighted";
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    int[] kept = new int[boxes.size()];
    int count = HardNms.choose(boxes, rule, kept);
    OverlapIndex index = OverlapIndex.ofAll(boxes, rule.iou());
    double[] mean = new double[4];
    for (int k = 0; k < count; k++) {
      vote(boxes, rule, index, kept[k], mean);
      survivors.add(boxes.indices()[kept[k]], boxes.scores()[kept[k]], mean, 0);
    }
  }

  private static void vote(
      RankedBoxes boxes, NmsRule rule, OverlapIndex index, int survivor, double[] mean) {
    Arrays.fill(mean, 0);
    double weights = 0;
    int near = index.search(survivor);
    Arrays.sort(index.found(), 0, near); // one order of adding, so that sums are the same bits
    for (int n = 0; n < near; n++) {
      int voter = index.found()[n];
      if (voter == survivor || boxes.iou(survivor, voter) > rule.iou()) {
        double weight = boxes.scores()[voter];
        weights += weight;
        for (int side = 0; side < 4; side++) {
          mean[side] += weight * boxes.edges()[4 * voter + side];
        }
      }
    }
    for (int side = 0; side < 4; side++) {
      mean[side] = weights > 0 ? mean[side] / weights : boxes.edges()[4 * survivor + side];
    }
  }
}
