package dev.boxmill.job;

import dev.boxmill.cluster.BoxSizes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The record of a run inside its result (docs/formats/run.md), without times. */
final class AnchorsRun {
  private AnchorsRun() {}

  static Map<String, Object> record(
      AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes, AnchorsFound found) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("schema", "boxmill-run/1");
    run.put("job", "anchors");
    run.put("version", Version.number());
    run.put("options", options(config));
    run.put("facts", facts(annotated, sizes, found));
    return run;
  }

  private static Map<String, Object> options(AnchorsConfig config) {
    AnchorScale scale = config.scale();
    BoxFilter filter = config.filter();
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("annotations", config.annotations());
    if (config.k() != null) {
      options.put("k", config.k().sweep() ? config.k().toString() : config.k().from());
    }
    scale
        .input()
        .ifPresent(
            s -> {
              options.put("input-size", s.width() + "," + s.height());
              options.put("resize", AnchorsFile.name(s.fit()));
            });
    options.put("units", AnchorsFile.name(scale.units()));
    options.put("stride", scale.stride());
    if (!scale.strides().isEmpty()) {
      options.put(
          "strides",
          scale.strides().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    options.put("distance", config.kernel().distance.toString());
    options.put("centre", AnchorsFile.name(config.kernel().centre));
    options.put("weight", config.kernel().weight.toString());
    options.put("exact", config.kernel().exact);
    options.put("restarts", config.restarts());
    options.put("seed", config.seed());
    options.put("max-iterations", config.maxIterations());
    if (!filter.classes.isEmpty()) {
      options.put("classes", String.join(",", filter.classes));
    }
    options.put("min-size", filter.minSize);
    options.put("keep-crowd", filter.keepCrowd);
    options.put("keep-difficult", filter.keepDifficult);
    options.put("style", config.style().name());
    if (config.style().kind != AnchorStyle.Kind.YOLO) {
      options.put("scales", config.style().scales);
      options.put("ratios", config.style().ratios);
    }
    options.put("ratio-threshold", config.extras().ratioThreshold());
    options.put("evolve", config.extras().evolve());
    if (!config.extras().compare().isEmpty()) {
      options.put("compare", String.join(",", config.extras().compare()));
    }
    return options;
  }

  private static Map<String, Object> facts(
      AnnotatedSizes annotated, BoxSizes sizes, AnchorsFound found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("images", annotated.images());
    facts.put("crowdsLeftOut", annotated.crowds());
    facts.put("difficultLeftOut", annotated.difficult());
    facts.put("otherClassesLeftOut", annotated.otherClasses());
    facts.put("smallBoxesLeftOut", annotated.tooSmall());
    facts.put("emptyBoxesLeftOut", annotated.histogram().leftOut());
    facts.put("distinctSizes", sizes.distinct());
    if (found.clustering() != null) {
      facts.put("bestRestart", found.clustering().start());
      facts.put("converged", found.clustering().converged());
    }
    return facts;
  }
}
