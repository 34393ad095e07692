package dev.boxmill.eval;

import java.util.List;

/**
 * A headline number that is measured in every sample.
 *
 * @param iou a threshold, or {@link CocoStatistics#ANY}
 * @param area index of the area range, -1 when the protocol's ranges were changed and it is missing
 * @param limit index of the detection limit, -1 when there is none
 * @param recall whether it is a mean of recall, not of precision
 */
record SampledStatistic(String name, double iou, int area, int limit, boolean recall) {

  /** As {@link CocoStatistics} cuts them. */
  static List<SampledStatistic> of(CocoParameters parameters) {
    int most = parameters.maxDetectionsCount() - 1;
    int all = parameters.areaIndex("all");
    double any = CocoStatistics.ANY;
    int forAp = new CocoStatistics(parameters).averageLimit();
    return List.of(
        new SampledStatistic("AP", any, all, forAp, false),
        new SampledStatistic("AP50", 0.5, all, most, false),
        new SampledStatistic("AP75", 0.75, all, most, false),
        new SampledStatistic("APs", any, parameters.areaIndex("small"), most, false),
        new SampledStatistic("APm", any, parameters.areaIndex("medium"), most, false),
        new SampledStatistic("APl", any, parameters.areaIndex("large"), most, false),
        new SampledStatistic("AR100", any, all, most, true));
  }

  boolean defined() {
    return area >= 0 && limit >= 0;
  }
}
