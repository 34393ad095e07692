package dev.boxmill.eval;

import dev.boxmill.data.GroundTruthTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures one class in every sample of the images; detections are matched once for all. */
final class CategorySampler {
  private final CocoParameters parameters;
  private final ImageWeights weights;
  private final List<SampledStatistic> statistics;

  CategorySampler(CocoParameters parameters, ImageWeights weights) {
    this.parameters = parameters;
    this.weights = weights;
    this.statistics = SampledStatistic.of(parameters);
  }

  /**
   * The statistics of a class, [samples][statistics]; -1 where there is nothing to find.
   *
   * @param byScore the outcomes' places by falling score
   */
  double[] measure(
      CategoryOutcomes outcomes,
      int[] byScore,
      GroundTruthTable truths,
      PairIndex truthIndex,
      int category) {
    WeightedCurves[] curvesOf = new WeightedCurves[statistics.size()];
    List<WeightedCurves> curves = new ArrayList<>();
    for (int s = 0; s < curvesOf.length; s++) {
      SampledStatistic statistic = statistics.get(s);
      if (!statistic.defined()) {
        continue;
      }
      curvesOf[s] = curves.stream().filter(c -> c.serves(statistic)).findFirst().orElse(null);
      if (curvesOf[s] == null) {
        curvesOf[s] =
            WeightedCurves.of(
                parameters, outcomes, byScore, statistic, truths, truthIndex, category);
        curves.add(curvesOf[s]);
      }
    }
    double[] values = new double[Math.multiplyExact(weights.size(), statistics.size())];
    Arrays.fill(values, -1);
    int[] sample = new int[weights.images()];
    for (int i = 0; i < weights.size(); i++) {
      weights.fill(i, sample);
      for (WeightedCurves of : curves) {
        if (of.measure(sample)) {
          for (int s = 0; s < curvesOf.length; s++) {
            if (curvesOf[s] == of) {
              values[i * curvesOf.length + s] = value(statistics.get(s), of);
            }
          }
        }
      }
    }
    return values;
  }

  private double value(SampledStatistic statistic, WeightedCurves of) {
    CocoStatistics cut = new CocoStatistics(parameters);
    double sum = 0;
    int n = 0;
    for (int t = 0; t < parameters.iouCount(); t++) {
      if (cut.wanted(t, statistic.iou())) {
        sum += statistic.recall() ? of.recall(t) : of.precision(t);
        n++;
      }
    }
    return n == 0 ? -1 : sum / n;
  }
}
