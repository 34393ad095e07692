package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * COCO evaluation of all categories: the arrays that pycocotools calls eval, and its statistics.
 */
public final class CocoResult {
  private final CocoParameters parameters;
  private final List<Category> categories;
  private final List<CocoCategoryResult> results;

  /** Results stand in the order of their categories, which is ascending by id. */
  CocoResult(
      CocoParameters parameters, List<Category> categories, List<CocoCategoryResult> results) {
    this.parameters = parameters;
    this.categories = List.copyOf(categories);
    this.results = List.copyOf(results);
  }

  public CocoParameters parameters() {
    return parameters;
  }

  public List<Category> categories() {
    return categories;
  }

  public CocoCategoryResult category(int k) {
    return results.get(k);
  }

  /** Precision [T][R][K][A][M], as pycocotools lays it out. */
  public double[] precision() {
    return interleave(CocoCategoryResult::precision, CocoCategory.RECALLS);
  }

  /** Scores [T][R][K][A][M]. */
  public double[] scores() {
    return interleave(CocoCategoryResult::scores, CocoCategory.RECALLS);
  }

  /** Recall [T][K][A][M]. */
  public double[] recall() {
    return interleave(CocoCategoryResult::recall, 1);
  }

  private double[] interleave(
      java.util.function.Function<CocoCategoryResult, double[]> part, int recalls) {
    int cells = parameters.areas().size() * parameters.maxDetections().length;
    int rows = parameters.iouThresholds().length * recalls;
    double[] all = new double[rows * results.size() * cells];
    for (int k = 0; k < results.size(); k++) {
      double[] one = part.apply(results.get(k));
      for (int row = 0; row < rows; row++) {
        System.arraycopy(one, row * cells, all, (row * results.size() + k) * cells, cells);
      }
    }
    return all;
  }

  /** The twelve statistics by name, in pycocotools' order: AP, AP50, AP75, APs ... ARl. */
  public Map<String, Double> statistics() {
    int[] limits = parameters.maxDetections();
    int last = limits.length - 1;
    // pycocotools looks AP up under 100 whatever the limits are; the others under the last.
    int apLimit = parameters.strict() ? indexOf(limits, 100) : last;
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("AP", averagePrecision(-1, "all", apLimit));
    statistics.put("AP50", averagePrecision(.5, "all", last));
    statistics.put("AP75", averagePrecision(.75, "all", last));
    statistics.put("APs", averagePrecision(-1, "small", last));
    statistics.put("APm", averagePrecision(-1, "medium", last));
    statistics.put("APl", averagePrecision(-1, "large", last));
    statistics.put("AR1", averageRecall("all", 0));
    statistics.put("AR10", averageRecall("all", Math.min(1, last)));
    statistics.put("AR100", averageRecall("all", last));
    statistics.put("ARs", averageRecall("small", last));
    statistics.put("ARm", averageRecall("medium", last));
    statistics.put("ARl", averageRecall("large", last));
    return statistics;
  }

  /** AP, AP50 and AR of one category; -1 where it has no ground truth. */
  public Map<String, Double> categoryStatistics(int k) {
    CocoResult one =
        new CocoResult(parameters, List.of(categories.get(k)), List.of(results.get(k)));
    int last = parameters.maxDetections().length - 1;
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("AP", one.averagePrecision(-1, "all", last));
    statistics.put("AP50", one.averagePrecision(.5, "all", last));
    statistics.put("AR100", one.averageRecall("all", last));
    return statistics;
  }

  /** Mean over the defined cells, or -1; an IoU of -1 takes all thresholds. */
  double averagePrecision(double iou, String area, int limit) {
    return mean(CocoCategoryResult::precision, CocoCategory.RECALLS, iou, area, limit);
  }

  double averageRecall(String area, int limit) {
    return mean(CocoCategoryResult::recall, 1, -1, area, limit);
  }

  private double mean(
      java.util.function.Function<CocoCategoryResult, double[]> part,
      int recalls,
      double iou,
      String area,
      int limit) {
    int a = areaIndex(area);
    if (a < 0 || limit < 0) {
      return -1;
    }
    int areas = parameters.areas().size();
    int limits = parameters.maxDetections().length;
    double[] thresholds = parameters.iouThresholds();
    double[] defined = new double[thresholds.length * recalls * results.size()];
    List<double[]> parts = new ArrayList<>();
    results.forEach(r -> parts.add(part.apply(r)));
    int n = 0;
    for (int t = 0; t < thresholds.length; t++) {
      if (iou >= 0 && thresholds[t] != iou) {
        continue;
      }
      for (int r = 0; r < recalls; r++) {
        for (double[] values : parts) {
          double value = values[((t * recalls + r) * areas + a) * limits + limit];
          if (value > -1) {
            defined[n++] = value;
          }
        }
      }
    }
    return n == 0 ? -1 : PairwiseSum.mean(defined, n);
  }

  private int areaIndex(String name) {
    for (int a = 0; a < parameters.areas().size(); a++) {
      if (parameters.areas().get(a).name().equals(name)) {
        return a;
      }
    }
    return -1;
  }

  private static int indexOf(int[] values, int wanted) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
