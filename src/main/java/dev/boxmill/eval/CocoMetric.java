package dev.boxmill.eval;

import com.google.auto.service.AutoService;
import dev.boxmill.data.Category;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The {@code coco} protocol: bbox evaluation equal to pycocotools. */
@AutoService(Metric.class)
public final class CocoMetric implements Metric {
  @Override
  public String id() {
    return "coco";
  }

  @Override
  public Serializable evaluate(CategoryBoxes boxes, Options options) {
    return CocoCategory.evaluate(parameters(options), boxes);
  }

  @Override
  public Result summarise(
      List<Category> categories, List<? extends Serializable> parts, Options options) {
    List<CocoCategoryResult> results = parts.stream().map(CocoCategoryResult.class::cast).toList();
    CocoResult result = new CocoResult(parameters(options), categories, results);
    return new Result(json(result), curves(result), summary(result));
  }

  private static CocoParameters parameters(Options options) {
    return CocoParameters.standard().withStrict(options.strict());
  }

  private static Map<String, Object> json(CocoResult result) {
    Map<String, Object> json = new LinkedHashMap<>(result.statistics());
    List<Map<String, Object>> classes = new ArrayList<>();
    for (int k = 0; k < result.categories().size(); k++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("categoryId", result.categories().get(k).id());
      one.put("name", result.categories().get(k).name());
      one.putAll(result.categoryStatistics(k));
      one.put("groundTruths", result.category(k).groundTruths());
      one.put("detections", result.category(k).detections());
      classes.add(one);
    }
    json.put("perClass", classes);
    return json;
  }

  /** All areas, the largest limit: a curve a category and IoU, and their mean. */
  private static List<CurvePoint> curves(CocoResult result) {
    List<CurvePoint> points = new ArrayList<>();
    CocoParameters parameters = result.parameters();
    int cells = parameters.areas().size() * parameters.maxDetections().length;
    int last = parameters.maxDetections().length - 1;
    for (int t = 0; t < parameters.iouThresholds().length; t++) {
      double iou = Math.round(parameters.iouThresholds()[t] * 1e6) / 1e6;
      for (int r = 0; r < CocoCategory.RECALLS; r++) {
        int cell = (t * CocoCategory.RECALLS + r) * cells + last;
        double recall = r / 100.0;
        double sum = 0;
        int defined = 0;
        for (int k = 0; k < result.categories().size(); k++) {
          double precision = result.category(k).precision()[cell];
          if (precision > -1) {
            sum += precision;
            defined++;
          }
          Category category = result.categories().get(k);
          points.add(
              new CurvePoint(
                  category.id(),
                  category.name(),
                  iou,
                  recall,
                  precision,
                  result.category(k).scores()[cell]));
        }
        points.add(new CurvePoint(-1, "all", iou, recall, defined == 0 ? -1 : sum / defined, -1));
      }
    }
    return points;
  }

  private static String summary(CocoResult result) {
    StringBuilder text = new StringBuilder();
    int[] limits = result.parameters().maxDetections();
    int last = limits[limits.length - 1];
    int i = 0;
    for (Map.Entry<String, Double> statistic : result.statistics().entrySet()) {
      boolean precision = statistic.getKey().startsWith("AP");
      String iou = i == 1 ? "0.50" : i == 2 ? "0.75" : "0.50:0.95";
      String area =
          switch (statistic.getKey().charAt(2 < statistic.getKey().length() ? 2 : 0)) {
            case 's' -> "small";
            case 'm' -> "medium";
            case 'l' -> "large";
            default -> "all";
          };
      int limit = i == 6 ? limits[0] : i == 7 ? limits[Math.min(1, limits.length - 1)] : last;
      text.append(
          String.format(
              Locale.ROOT,
              " %-18s (%s) @[ IoU=%-9s | area=%6s | maxDets=%3d ] = %.3f%n",
              precision ? "Average Precision" : "Average Recall",
              precision ? "AP" : "AR",
              iou,
              area,
              limit,
              statistic.getValue()));
      i++;
    }
    return text.toString();
  }
}
