package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.cluster.AnchorFamily;
import dev.boxmill.cluster.AnchorQuality;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.error.InternalException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The job's output, schema "boxmill-anchors/1" (docs/formats/anchors.md). */
final class AnchorsFile {
  static final String SCHEMA = "boxmill-anchors/1";
  private static final int SAMPLE = 2_000;

  private final AnchorsConfig config;
  private final AnchorsFound found;

  private AnchorsFile(AnchorsConfig config, AnchorsFound found) {
    this.config = config;
    this.found = found;
  }

  /** The same boxes and options give the same text: it holds no times and no machine. */
  static String json(
      AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes, AnchorsFound found) {
    AnchorsFile file = new AnchorsFile(config, found);
    Map<String, Object> root = file.result(sizes);
    root.put("run", AnchorsRun.record(config, annotated, sizes, found));
    root.put("sample", file.sample(sizes));
    try {
      return RunFacts.JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new InternalException("anchors do not serialise", e);
    }
  }

  private Map<String, Object> result(BoxSizes sizes) {
    AnchorScale scale = config.scale();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("k", found.set().anchors().length);
    root.put("style", config.style().name());
    root.put("anchors", written(found.set().anchors()));
    root.put("shares", shares(found.quality()));
    root.put("averageIou", found.quality().averageIou());
    root.put("averageIouError", sizes.error());
    if (found.clustering() != null) {
      root.put("iterations", found.clustering().iterations());
    }
    root.put("seed", config.seed());
    root.put("boxes", sizes.counted());
    root.put("inputSize", scale.input().map(s -> List.of(s.width(), s.height())).orElse(null));
    root.put("units", name(scale.units()));
    if (scale.units() == AnchorScale.Units.GRID) {
      root.put("stride", scale.stride());
    }
    if (!found.set().strides().isEmpty()) {
      root.put("levels", levels(found.set(), found.quality()));
    }
    root.put("ratioThreshold", config.extras().ratioThreshold());
    root.put("quality", quality(found.quality()));
    root.put("byArea", named(found.byArea()));
    root.put("byClass", named(found.byClass()));
    if (found.clusterings().size() > 1) {
      root.put("sweep", sweep());
    }
    if (found.shape() != null) {
      root.put("shape", shape(found.shape()));
    }
    if (found.evolution() != null) {
      Map<String, Object> evolution = new LinkedHashMap<>();
      evolution.put("generations", config.extras().evolve());
      evolution.put("improvements", found.evolution().improvements());
      evolution.put("fitnessBefore", found.evolution().before());
      evolution.put("fitnessAfter", found.evolution().after());
      root.put("evolution", evolution);
    }
    if (!found.compared().isEmpty()) {
      root.put("compared", found.compared().stream().map(this::compared).toList());
    }
    return root;
  }

  private static Map<String, Object> quality(AnchorQuality quality) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("boxes", quality.boxes());
    keys.put("averageIou", quality.averageIou());
    keys.put("recallAtRatio", quality.recallAtRatio());
    keys.put("recallAtIou50", quality.recallAtHalf());
    keys.put("anchorsPerTarget", quality.anchorsPerTarget());
    keys.put("fitness", quality.fitness());
    return keys;
  }

  private static List<Map<String, Object>> named(Map<String, AnchorQuality> qualities) {
    List<Map<String, Object>> rows = new ArrayList<>();
    qualities.forEach(
        (name, quality) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("name", name);
          row.putAll(quality(quality));
          rows.add(row);
        });
    return rows;
  }

  private static List<Map<String, Object>> levels(AnchorSet set, AnchorQuality quality) {
    List<Map<String, Object>> levels = new ArrayList<>();
    for (int level = 0; level < set.strides().size(); level++) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("stride", set.strides().get(level));
      keys.put("anchors", set.members(level));
      keys.put("boxes", set.boxes(level, quality));
      levels.add(keys);
    }
    return levels;
  }

  private Map<String, Object> sweep() {
    List<Map<String, Object>> tried = new ArrayList<>();
    for (Clustering clustering : found.clusterings()) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("k", clustering.anchors().size());
      keys.put("averageIou", clustering.averageIou());
      keys.put("iterations", clustering.iterations());
      keys.put("converged", clustering.converged());
      keys.put("anchors", written(clustering.sizes()));
      tried.add(keys);
    }
    Map<String, Object> sweep = new LinkedHashMap<>();
    sweep.put("rule", "kneedle");
    sweep.put("chosen", found.clustering().anchors().size());
    sweep.put("tried", tried);
    return sweep;
  }

  private Map<String, Object> shape(AnchorFamily.Shape shape) {
    List<Double> scales = shape.scales().stream().map(AnchorsFile::digits).toList();
    Map<String, Object> keys = new LinkedHashMap<>();
    switch (config.style().kind) {
      case RETINANET -> {
        keys.put("baseScale", scales.get(0));
        keys.put("octaveScales", scales.subList(1, scales.size()));
      }
      case SSD -> keys.put("scales", scales);
      default -> keys.put("sides", scales);
    }
    String ratios =
        config.style().kind == AnchorStyle.Kind.SSD ? "widthOverHeight" : "heightOverWidth";
    keys.put(ratios, shape.ratios().stream().map(AnchorsFile::digits).toList());
    return keys;
  }

  private Map<String, Object> compared(AnchorsFound.Compared other) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", other.set().name());
    keys.put("anchors", written(other.set().anchors()));
    keys.put("shares", shares(other.quality()));
    if (!other.set().strides().isEmpty()) {
      keys.put("levels", levels(other.set(), other.quality()));
    }
    keys.put("quality", quality(other.quality()));
    return keys;
  }

  private List<List<Double>> written(double[]... anchors) {
    AnchorScale scale = config.scale();
    return Stream.of(anchors)
        .map(a -> List.of(digits(a[0] / scale.unitWidth()), digits(a[1] / scale.unitHeight())))
        .toList();
  }

  private static List<Double> shares(AnchorQuality quality) {
    return IntStream.range(0, quality.anchors())
        .mapToObj(a -> quality.boxes(a) / (double) quality.boxes())
        .toList();
  }

  /** Boxes to draw, so hundredths of a pixel will do; small ones keep their leading digits. */
  private List<List<Double>> sample(BoxSizes sizes) {
    AnchorScale scale = config.scale();
    boolean pixels = scale.units() == AnchorScale.Units.PIXELS;
    return sizes.sample(SAMPLE, config.seed()).stream()
        .map(box -> List.of(box[0] / scale.unitWidth(), box[1] / scale.unitHeight()))
        .map(box -> List.of(rounded(box.get(0), pixels), rounded(box.get(1), pixels)))
        .toList();
  }

  /** Seven digits, which is what sides are kept to. */
  static double digits(double side) {
    return new BigDecimal(side).round(new MathContext(7)).doubleValue();
  }

  private static double rounded(double side, boolean pixels) {
    if (!pixels) {
      return new BigDecimal(side).round(new MathContext(4)).doubleValue();
    }
    return side >= 1 ? Math.rint(side * 100) / 100 : side;
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
