package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** LRP under way, keyed by class. */
final class LrpEvaluation extends KeyedEvaluation {
  private final ScoredMatcher matcher;
  private int[] objects;

  LrpEvaluation(Annotations truth, EvaluationOptions options) {
    super(truth);
    matcher = new ScoredMatcher("lrp", truth, options);
  }

  @Override
  Map<Integer, byte[]> evaluate(DetectionTable detections) {
    return matcher.match(detections);
  }

  @Override
  public byte[] reduce(int k, List<byte[]> fragments) {
    return optimum(k, ScoredMatches.read(fragments)).write();
  }

  private LrpOptimum optimum(int k, ScoredMatches matches) {
    int toFind = objects()[k];
    return toFind == 0
        ? LrpOptimum.undefined(matches.size())
        : LrpOptimum.of(matches, toFind, matcher.iou());
  }

  private int[] objects() {
    if (objects == null) {
      objects = matcher.objects();
    }
    return objects;
  }

  @Override
  MetricResult finish(Map<Integer, byte[]> reduced) {
    List<LrpOptimum> optima = new ArrayList<>();
    for (int k = 0; k < matcher.classes().size(); k++) {
      byte[] piece = reduced.get(k);
      optima.add(
          piece == null
              ? optimum(k, new ScoredMatches(0))
              : LrpOptimum.read(ByteBuffer.wrap(piece)));
    }
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("oLRP", mean(optima, LrpOptimum::error));
    statistics.put("oLRPLoc", mean(optima, LrpOptimum::localisation));
    statistics.put("oLRPFP", mean(optima, LrpOptimum::falsePositives));
    statistics.put("oLRPFN", mean(optima, LrpOptimum::misses));
    return new TabledResult("lrp", statistics, List.of(perClass(optima)), summary(statistics));
  }

  /** Over the classes where it is defined. */
  private static double mean(List<LrpOptimum> optima, ToDoubleFunction<LrpOptimum> part) {
    double[] values = optima.stream().mapToDouble(part).filter(value -> value >= 0).toArray();
    return Pairwise.mean(values, values.length);
  }

  private ResultTable perClass(List<LrpOptimum> optima) {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < optima.size(); k++) {
      Category category = matcher.classes().get(k);
      LrpOptimum o = optima.get(k);
      rows.add(
          List.of(
              category.id(),
              category.name(),
              o.error(),
              o.localisation(),
              o.falsePositives(),
              o.misses(),
              o.threshold(),
              objects()[k],
              o.detections()));
    }
    return new ResultTable(
        "perClass",
        List.of(
            "categoryId",
            "name",
            "oLRP",
            "oLRPLoc",
            "oLRPFP",
            "oLRPFN",
            "threshold",
            "groundTruths",
            "detections"),
        rows);
  }

  private List<String> summary(Map<String, Double> s) {
    return List.of(
        String.format(Locale.ROOT, "Optimal LRP error at IoU %.2f (less is better)", matcher.iou()),
        line("oLRP", s.get("oLRP")),
        line("localisation: mean 1 - IoU of hits", s.get("oLRPLoc")),
        line("false positives: 1 - precision", s.get("oLRPFP")),
        line("misses: 1 - recall", s.get("oLRPFN")));
  }

  private static String line(String what, double value) {
    return String.format(Locale.ROOT, " %-36s = %.3f", what, value);
  }
}
