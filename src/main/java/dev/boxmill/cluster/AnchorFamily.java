package dev.boxmill.cluster;

import java.util.List;

/**
 * Anchors made from a few parameters, as detectors other than YOLO have them: a product of scales
 * and ratios. The parameters that a search varies are logarithms, so that any of their values gives
 * anchors.
 */
public interface AnchorFamily {

  /** The paper's parameters, spread evenly where other numbers of scales and ratios are asked. */
  double[] published();

  /** Parameters to search from; the published ones are among them. */
  List<double[]> starts(BoxSizes sizes);

  /** The anchors of parameters: (w, h) by level, ratio, scale. */
  double[][] anchors(double... logs);

  /** The level of each anchor in the order of {@link #anchors}, from 0; all 0 without levels. */
  int[] levels();

  /** Parameters as people write them. */
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
