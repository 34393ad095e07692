package dev.boxmill.geometry;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.Set;

/**
 * Variance voting (He et al. 2019, "Bounding Box Regression with Uncertainty", algorithm 1; first
 * called Softer-NMS): {@link HardNms} chooses; then each edge of a survivor becomes the mean of
 * that edge over all boxes that overlap it, suppressed ones and itself included, weighted by {@code
 * p / variance} with {@code p = exp(-(1 - IoU)^2 / sigma)}. Sigma is 0.02 as in the paper. Scores
 * stay.
 *
 * <p>Ties: score descending, then index. Variances below 1e-9 squared pixels count as that.
 */
@AutoService(Suppression.class)
public final class SofterNms implements Suppression {
  private static final double LEAST_VARIANCE = 1e-9;

  @Override
  public String id() {
    return "softer";
  }

  @Override
  public double defaultSigma() {
    return .02;
  }

  @Override
  public Set<BoxExtra> needs() {
    return Set.of(BoxExtra.VARIANCE);
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    int[] kept = new int[boxes.size()];
    int count = HardNms.choose(boxes, rule, kept);
    OverlapIndex index = OverlapIndex.ofAll(boxes, 0);
    double[] mean = new double[4];
    for (int k = 0; k < count; k++) {
      vote(boxes, rule, index, kept[k], mean);
      survivors.add(boxes.indices()[kept[k]], boxes.scores()[kept[k]], mean, 0);
    }
  }

  private static void vote(
      RankedBoxes boxes, NmsRule rule, OverlapIndex index, int survivor, double[] mean) {
    Arrays.fill(mean, 0);
    double[] weights = new double[4];
    int near = index.search(survivor);
    Arrays.sort(index.found(), 0, near); // one order of adding, so that sums are the same bits
    for (int n = 0; n < near; n++) {
      int voter = index.found()[n];
      double apart = 1 - boxes.iou(survivor, voter);
      if (apart == 1) {
        continue;
      }
      double likeness = Math.exp(-apart * apart / rule.sigma());
      for (int side = 0; side < 4; side++) {
        double weight = likeness / Math.max(boxes.variances()[4 * voter + side], LEAST_VARIANCE);
        weights[side] += weight;
        mean[side] += weight * boxes.edges()[4 * voter + side];
      }
    }
    for (int side = 0; side < 4; side++) {
      mean[side] =
          weights[side] > 0 ? mean[side] / weights[side] : boxes.edges()[4 * survivor + side];
    }
  }
}
