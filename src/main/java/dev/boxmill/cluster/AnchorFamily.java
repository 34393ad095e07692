package dev.boxmill.cluster;

import java.util.List;

/**
 * Anchors made from a few parameters, as detectors other than YOLO have them: a product of scales
 * and ratios. The parameters that a search varies are logarithms, so that any of their values gives
 * anchors.
 */
public interface AnchorFamily {

  /**
   * {@return the paper's parameters, spread evenly where other numbers of scales and ratios are
   * asked}
   */
  double[] published();

  /**
   * {@return parameters to search from; the published ones are among them}
   *
   * @param sizes the boxes to be fitted, at least one
   */
  List<double[]> starts(BoxSizes sizes);

  /**
   * {@return the anchors of parameters: (w, h) by level, ratio, scale; in pixels of the model's
   * input}
   *
   * @param logs as many as {@link #published} has
   */
  double[][] anchors(double... logs);

  /**
   * {@return the level of each anchor in the order of {@link #anchors}, from 0; all 0 without
   * levels}
   */
  int[] levels();

  /**
   * {@return parameters as people write them}
   *
   * @param logs as many as {@link #published} has
   */
  Shape shape(double... logs);

  /**
   * Scales and ratios.
   *
   * @param scales what they are multiples of depends on the family
   * @param ratios of the sides, ascending; height over width, or for SSD width over height
   */
  record Shape(List<Double> scales, List<Double> ratios) {
    public Shape {
      scales = List.copyOf(scales);
      ratios = List.copyOf(ratios);
    }
  }

  /**
   * The parameters with the highest average IoU that a pattern search finds (Hooke and Jeeves 1961,
   * one coordinate at a time): never worse than the best start on the boxes it looks at, which are
   * all, or a sample of {@value Subsample#MOST} above as many distinct sizes.
   *
   * @param family whose anchors are fitted
   * @param all boxes in pixels of the model's input, at least one
   * @param seed of the sample
   * @return parameters for {@link #anchors}
   */
  static double[] fit(AnchorFamily family, BoxSizes all, long seed) {
    BoxSizes sizes = Subsample.of(all, seed);
    double[] best = null;
    double bestIou = -1;
    for (double[] start : family.starts(sizes)) {
      double[] found =
          PatternSearch.maximise(
              logs -> AnchorMatch.averageIou(sizes, family.anchors(logs)), start);
      double iou = AnchorMatch.averageIou(sizes, family.anchors(found));
      if (iou > bestIou) {
        bestIou = iou;
        best = found;
      }
    }
    return best;
  }
}
