package dev.boxmill.inference;

import dev.boxmill.data.Detection;
import dev.boxmill.geometry.ScoredBoxes;
import dev.boxmill.geometry.Suppressor;
import dev.boxmill.geometry.Survivors;
import dev.boxmill.geometry.TileMerge;
import dev.boxmill.geometry.WeightedBoxesFusion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Several lists of detections of one image to one: tiles, views, then models. */
final class ListMerge {
  private final Combination combination;
  private final int models;
  private final int views;

  ListMerge(Combination combination, int models) {
    this.combination = combination;
    this.models = models;
    views = combination.augmentedViews().size();
  }

  /**
   * The image's detections, best first.
   *
   * @param byModel the results of each model's views
   * @param limit detections kept of each model, or of all where they are fused
   */
  List<Detection> image(List<List<ViewResult>> byModel, int width, int height, int limit) {
    List<List<Detection>> lists = new ArrayList<>();
    for (List<ViewResult> results : byModel) {
      lists.add(first(limit, model(results, width, height, limit)));
    }
    if (combination.fused()) {
      double[] weights = new double[models];
      for (int m = 0; m < models; m++) {
        weights[m] = combination.weights().isEmpty() ? 1 : combination.weights().get(m);
      }
      return first(
          limit, fuse(lists, new WeightedBoxesFusion(combination.fuseIou(), 0, weights), null));
    }
    List<Detection> all = new ArrayList<>();
    lists.forEach(all::addAll);
    all.sort(Detector.BEST_FIRST);
    return all;
  }

  private static List<Detection> first(int limit, List<Detection> list) {
    return list.size() <= limit ? list : list.subList(0, limit);
  }

  private List<Detection> model(List<ViewResult> results, int width, int height, int limit) {
    if (combination.tile() == 0) {
      return views(results, limit);
    }
    // Tile after tile, each with all its views.
    List<List<Detection>> tiles = new ArrayList<>();
    for (int from = 0; from < results.size(); from += views) {
      tiles.add(views(results.subList(from, from + views), limit));
    }
    return tiles(tiles, combination.tiles(width, height));
  }

  /** The views of an image or of a tile. */
  private List<Detection> views(List<ViewResult> results, int limit) {
    List<List<Detection>> lists = results.stream().map(ViewResult::detections).toList();
    if (lists.size() == 1) {
      return lists.get(0);
    }
    if (combination.merge() == null) {
      String model =
          lists.stream()
              .flatMap(List::stream)
              .map(Detection::model)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      return fuse(lists, WeightedBoxesFusion.of(lists.size(), combination.mergeIou()), model);
    }
    return suppress(lists, limit);
  }

  private List<Detection> suppress(List<List<Detection>> lists, int limit) {
    List<Detection> all = lists.stream().flatMap(List::stream).toList();
    ScoredBoxes boxes =
        new ScoredBoxes(all.size(), edges(all), scores(all), categories(all), null, null);
    Survivors kept = new Suppressor(combination.merge(), 0, limit).run(boxes);
    List<Detection> merged = new ArrayList<>(kept.size());
    for (int k = 0; k < kept.size(); k++) {
      Detection d = all.get(kept.index(k));
      merged.add(
          new Detection(
              d.categoryId(),
              d.label(),
              kept.score(k),
              kept.edge(k, 0),
              kept.edge(k, 1),
              kept.edge(k, 2) - kept.edge(k, 0),
              kept.edge(k, 3) - kept.edge(k, 1),
              d.query(),
              d.model(),
              null));
    }
    return merged;
  }

  /** Fused boxes come of no one query. */
  private static List<Detection> fuse(
      List<List<Detection>> lists, WeightedBoxesFusion fusion, String model) {
    List<Detection> all = lists.stream().flatMap(List::stream).toList();
    int[] voices = new int[all.size()];
    Map<Integer, String> labels = new HashMap<>();
    int at = 0;
    for (int voice = 0; voice < lists.size(); voice++) {
      for (Detection d : lists.get(voice)) {
        voices[at++] = voice;
        labels.putIfAbsent(d.categoryId(), d.label());
      }
    }
    WeightedBoxesFusion.Fused fused = fusion.fuse(edges(all), scores(all), categories(all), voices);
    List<Detection> detections = new ArrayList<>(fused.size());
    for (int i = 0; i < fused.size(); i++) {
      double[] b = fused.boxes();
      int category = fused.classes()[i];
      detections.add(
          new Detection(
              category,
              labels.get(category),
              fused.scores()[i],
              b[4 * i],
              b[4 * i + 1],
              b[4 * i + 2] - b[4 * i],
              b[4 * i + 3] - b[4 * i + 1],
              Detection.NO_QUERY,
              model,
              null));
    }
    return detections;
  }

  private List<Detection> tiles(List<List<Detection>> lists, TileMerge plan) {
    List<Detection> all = new ArrayList<>();
    List<Integer> tiles = new ArrayList<>();
    for (int t = 0; t < lists.size(); t++) {
      for (Detection d : lists.get(t)) {
        all.add(d);
        tiles.add(t);
      }
    }
    TileMerge.Merged merged =
        plan.merge(
            edges(all),
            scores(all),
            categories(all),
            tiles.stream().mapToInt(Integer::intValue).toArray(),
            combination.tileIou());
    List<Detection> detections = new ArrayList<>(merged.kept().length);
    for (int i : merged.kept()) {
      double[] b = merged.boxes();
      Detection d = all.get(i);
      detections.add(d.at(b[4 * i], b[4 * i + 1], d.w(), d.h()));
    }
    return detections;
  }

  private static double[] edges(List<Detection> all) {
    double[] edges = new double[4 * all.size()];
    for (int i = 0; i < all.size(); i++) {
      Detection d = all.get(i);
      edges[4 * i] = d.x();
      edges[4 * i + 1] = d.y();
      edges[4 * i + 2] = d.x() + d.w();
      edges[4 * i + 3] = d.y() + d.h();
    }
    return edges;
  }

  private static double[] scores(List<Detection> all) {
    return all.stream().mapToDouble(Detection::score).toArray();
  }

  private static int[] categories(List<Detection> all) {
    return all.stream().mapToInt(Detection::categoryId).toArray();
  }
}
