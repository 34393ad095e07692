package dev.boxmill.job;

import dev.boxmill.cluster.AnchorFamily;
import dev.boxmill.cluster.AnchorKMeans;
import dev.boxmill.cluster.AnchorQuality;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.cluster.Elbow;
import dev.boxmill.cluster.Evolution;
import dev.boxmill.cluster.KMeansOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** From sizes to anchors and what is said about them; all of it reads one histogram. */
final class AnchorFinder {
  private final AnchorsConfig config;
  private final AnnotatedSizes annotated;
  private final BoxSizes sizes;

  AnchorFinder(AnchorsConfig config, AnnotatedSizes annotated, BoxSizes sizes) {
    this.config = config;
    this.annotated = annotated;
    this.sizes = sizes;
  }

  /**
   * Finds anchors.
   *
   * @param kMeans clusters {@link #sizes} on threads or on Spark
   * @param compare anchors to hold against the boxes too
   */
  AnchorsFound find(Function<KMeansOptions, Clustering> kMeans, List<AnchorSet> compare) {
    if (config.style().kind == AnchorStyle.Kind.YOLO) {
      return cluster(kMeans, compare);
    }
    AnchorFamily family = config.style().family(config.scale());
    double[] logs = AnchorFamily.fit(family, sizes, config.seed());
    List<Integer> strides = config.style().strides(config.scale());
    AnchorSet set = AnchorSet.of("these anchors", family, strides, logs);
    List<AnchorSet> others = new ArrayList<>();
    others.add(
        AnchorSet.of(config.style().name() + " as published", family, strides, family.published()));
    others.addAll(compare);
    return judged(set, List.of(), -1, family.shape(logs), null, others);
  }

  private AnchorsFound cluster(
      Function<KMeansOptions, Clustering> kMeans, List<AnchorSet> compare) {
    List<Integer> strides = config.scale().strides();
    List<Integer> tried = config.k().over(Math.max(1, strides.size()));
    AnchorKMeans.check(sizes, tried.get(tried.size() - 1));
    List<Clustering> clusterings =
        tried.stream().map(k -> kMeans.apply(config.options(k))).toList();
    int chosen =
        Elbow.of(
            tried.stream().mapToInt(k -> k).toArray(),
            clusterings.stream().mapToDouble(Clustering::averageIou).toArray());
    double[][] anchors = clusterings.get(chosen).sizes();
    Evolution.Outcome evolution = null;
    if (config.extras().evolve() > 0) {
      evolution =
          Evolution.run(
              sizes,
              anchors,
              config.extras().ratioThreshold(),
              config.extras().evolve(),
              config.seed());
      anchors = evolution.anchors();
    }
    AnchorSet set = AnchorSet.sharedOut("these anchors", anchors, strides);
    return judged(set, clusterings, chosen, null, evolution, compare);
  }

  private AnchorsFound judged(
      AnchorSet set,
      List<Clustering> clusterings,
      int chosen,
      AnchorFamily.Shape shape,
      Evolution.Outcome evolution,
      List<AnchorSet> compare) {
    Map<String, AnchorQuality> byClass = new LinkedHashMap<>();
    Map<String, AnchorQuality> byArea = new LinkedHashMap<>();
    for (AnnotatedSizes.Cell cell : annotated.cells()) {
      AnchorQuality part = empty(set);
      part.add(cell.histogram().result());
      if (part.boxes() > 0) {
        byClass.computeIfAbsent(cell.category(), name -> empty(set)).merge(part);
        String area = AnnotatedSizes.AREAS.get(cell.area());
        byArea.computeIfAbsent(area, name -> empty(set)).merge(part);
      }
    }
    Map<String, AnchorQuality> areas = new LinkedHashMap<>();
    AnnotatedSizes.AREAS.stream()
        .filter(byArea::containsKey)
        .forEach(area -> areas.put(area, byArea.get(area)));
    List<AnchorsFound.Compared> compared = new ArrayList<>();
    for (AnchorSet other : compare) {
      compared.add(new AnchorsFound.Compared(other, quality(other)));
    }
    return new AnchorsFound(
        set, quality(set), byClass, areas, clusterings, chosen, shape, evolution, compared);
  }

  private AnchorQuality quality(AnchorSet set) {
    AnchorQuality quality = empty(set);
    quality.add(sizes);
    return quality;
  }

  private AnchorQuality empty(AnchorSet set) {
    return new AnchorQuality(set.anchors(), config.extras().ratioThreshold());
  }
}
