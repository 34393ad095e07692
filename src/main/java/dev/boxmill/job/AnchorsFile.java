package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.error.InternalException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The job's output, schema "boxmill-anchors/1" (docs/formats/anchors.md). */
final class AnchorsFile {
  private static final int SAMPLE = 2_000;

  private AnchorsFile() {}

  /** The same boxes and options give the same text: it holds no times and no machine. */
  static String json(
      AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes, Clustering found) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", "boxmill-anchors/1");
    root.put("k", config.k());
    root.put(
        "anchors",
        found.anchors().stream().map(a -> List.of(digits(a.w()), digits(a.h()))).toList());
    root.put("shares", found.anchors().stream().map(a -> a.share()).toList());
    root.put("averageIou", found.averageIou());
    root.put("iterations", found.iterations());
    root.put("seed", config.seed());
    root.put("boxes", sizes.counted());
    root.put("averageIouError", sizes.error());
    root.put("inputSize", config.inputSize().map(s -> List.of(s.width(), s.height())).orElse(null));
    root.put("run", run(config, annotated, sizes, found));
    root.put("sample", sample(sizes, config.seed()));
    try {
      return RunFacts.JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new InternalException("anchors do not serialise", e);
    }
  }

  private static Map<String, Object> run(
      AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes, Clustering found) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("annotations", config.annotations());
    options.put("k", config.k());
    config
        .inputSize()
        .ifPresent(
            s -> {
              options.put("input-size", s.width() + "," + s.height());
              options.put("resize", name(s.fit()));
            });
    options.put("distance", config.distance().toString());
    options.put("centre", name(config.centre()));
    options.put("weight", config.weight().toString());
    options.put("exact", config.exact());
    options.put("restarts", config.restarts());
    options.put("seed", config.seed());
    options.put("max-iterations", config.maxIterations());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("images", annotated.images());
    facts.put("crowdsLeftOut", annotated.crowds());
    facts.put("emptyBoxesLeftOut", annotated.histogram().leftOut());
    facts.put("distinctSizes", sizes.distinct());
    facts.put("bestRestart", found.start());
    facts.put("converged", found.converged());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("schema", "boxmill-run/1");
    run.put("job", "anchors");
    run.put("version", Version.number());
    run.put("options", options);
    run.put("facts", facts);
    return run;
  }

  /** Boxes to draw, so hundredths of a pixel will do; small ones keep their leading digits. */
  private static List<List<Double>> sample(BoxSizes sizes, long seed) {
    return sizes.sample(SAMPLE, seed).stream()
        .map(box -> List.of(rounded(box[0]), rounded(box[1])))
        .toList();
  }

  /** Seven digits, which is what sides are kept to. */
  private static double digits(double side) {
    return new BigDecimal(side).round(new MathContext(7)).doubleValue();
  }

  private static double rounded(double side) {
    return side >= 1 ? Math.rint(side * 100) / 100 : side;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
