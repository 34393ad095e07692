package dev.boxmill.geometry;

import com.google.auto.service.AutoService;

/**
 * Matrix NMS (Wang et al. 2020, SOLOv2, section 3.3) with the Gaussian kernel: all scores are
 * lowered at once. Box i gets its score times the least, over the boxes j that rank before it, of
 * {@code f(IoU(i, j)) / f(cmax(j))} (at most 1), {@code f(x) = exp(-x^2 / sigma)}, where cmax(j) is
 * the greatest IoU of j with a box that ranks before j: how likely j itself was a duplicate. Sigma
 * is 0.5 as in the paper. Boxes that fall below the score threshold are dropped; there is no IoU
 * threshold.
 *
 * <p>Ties: score descending, then index, both for who ranks before whom and in the result.
 */
@AutoService(Suppression.class)
public final class MatrixNms implements Suppression {
  @Override
  public String id() {
    return "matrix";
  }

  @Override
  public boolean usesIou() {
    return false;
  }

  @Override
  public double defaultSigma() {
    return .5;
  }

  @Override
  public void suppress(RankedBoxes boxes, NmsRule rule, Survivors survivors) {
    double[] covered = new double[boxes.size()];
    OverlapIndex better = new OverlapIndex(boxes.edges(), boxes.size(), 0);
    for (int i = 0; i < boxes.size(); i++) {
      int near = better.search(i);
      // Of the exponents, as f falls with x; boxes that do not overlap give at least f(0) = 1.
      double most = 0;
      for (int n = 0; n < near; n++) {
        int j = better.found()[n];
        double iou = boxes.iou(i, j);
        covered[i] = Math.max(covered[i], iou);
        most = Math.max(most, iou * iou - covered[j] * covered[j]);
      }
      better.add(i);
      double score = boxes.scores()[i] * Math.exp(-most / rule.sigma());
      if (score >= rule.scoreThreshold()) {
        survivors.add(boxes, i, score);
      }
    }
  }
}
