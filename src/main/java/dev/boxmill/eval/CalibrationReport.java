package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Calibration as numbers and tables.
 *
 * @param all the bins of all classes together
 * @param iou from which overlap a detection hits
 */
record CalibrationReport(
    List<Category> classes, List<CalibrationBins> bins, CalibrationBins all, double iou) {

  MetricResult result() {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("DECE", all.ece());
    statistics.put("LaECE", meanLocalisationAwareEce());
    statistics.put("meanScore", all.meanScore());
    statistics.put("precision", all.precision());
    statistics.put("meanIoU", all.meanIou());
    statistics.put("scoreIoUCorrelation", all.correlation());
    statistics.put("scoresOutside", (double) all.outside());
    return new TabledResult(
        "calibration",
        statistics,
        List.of(perClass(), reliability(), scoreIou()),
        summary(statistics));
  }

  /** Over the classes that have detections. */
  private double meanLocalisationAwareEce() {
    double[] values =
        bins.stream()
            .filter(b -> b.detections() > 0)
            .mapToDouble(CalibrationBins::localisationAwareEce)
            .toArray();
    return Pairwise.mean(values, values.length);
  }

  private ResultTable perClass() {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < bins.size(); k++) {
      CalibrationBins b = bins.get(k);
      rows.add(
          List.of(
              classes.get(k).id(),
              classes.get(k).name(),
              b.ece(),
              b.localisationAwareEce(),
              b.meanScore(),
              b.precision(),
              b.meanIou(),
              b.correlation(),
              b.detections(),
              b.hits()));
    }
    return new ResultTable(
        "perClass",
        List.of(
            "categoryId",
            "name",
            "DECE",
            "LaECE",
            "meanScore",
            "precision",
            "meanIoU",
            "scoreIoUCorrelation",
            "detections",
            "hits"),
        rows);
  }

  private ResultTable reliability() {
    List<List<Object>> rows = new ArrayList<>();
    for (int j = 0; j < CalibrationBins.COUNT; j++) {
      rows.add(
          List.of(
              (double) j / CalibrationBins.COUNT,
              (double) (j + 1) / CalibrationBins.COUNT,
              all.detections(j),
              all.meanScore(j),
              all.precision(j),
              all.meanIou(j)));
    }
    return new ResultTable(
        "reliability",
        List.of("low", "high", "detections", "meanScore", "precision", "meanIoU"),
        rows);
  }

  /** The cells that have hits. */
  private ResultTable scoreIou() {
    int steps = CalibrationBins.STEPS;
    List<List<Object>> rows = new ArrayList<>();
    for (int s = 0; s < steps; s++) {
      for (int u = 0; u < steps; u++) {
        if (all.histogram(s, u) > 0) {
          rows.add(
              List.of(
                  (double) s / steps,
                  (double) (s + 1) / steps,
                  (double) u / steps,
                  (double) (u + 1) / steps,
                  all.histogram(s, u)));
        }
      }
    }
    return new ResultTable(
        "score-iou", List.of("scoreLow", "scoreHigh", "iouLow", "iouHigh", "hits"), rows);
  }

  private List<String> summary(Map<String, Double> s) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Calibration at IoU %.2f: %,d detections%s",
            iou,
            all.detections(),
            all.outside() == 0
                ? ""
                : String.format(
                    Locale.ROOT, "; %,d more left out, scores not in 0..1", all.outside())),
        line("Detection ECE", s.get("DECE")),
        line("Localisation-aware ECE, mean over classes", s.get("LaECE")),
        line("Mean score", s.get("meanScore")),
        line("Precision", s.get("precision")),
        line("Mean IoU of hits", s.get("meanIoU")),
        line("Correlation of score and IoU over hits", s.get("scoreIoUCorrelation")));
  }

  private static String line(String what, double value) {
    return String.format(Locale.ROOT, " %-42s = %.3f", what, value);
  }
}
