package dev.boxmill.eval;

import dev.boxmill.data.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Objects missed, by the number of objects of the class in the image. */
final class CountingResult implements MetricResult {
  private final List<Category> classes;
  private final SparseCounts[] images;
  private final SparseCounts[] found;
  private final double iou;
  private final double minScore;

  /**
   * @param images by class: how many images have 1, 2, ... objects of it
   * @param found by class: how many objects were found in the images that have 1, 2, ...
   */
  CountingResult(
      List<Category> classes,
      SparseCounts[] images,
      SparseCounts[] found,
      double iou,
      double minScore) {
    this.classes = classes;
    this.images = images;
    this.found = found;
    this.iou = iou;
    this.minScore = minScore;
  }

  @Override
  public String metric() {
    return "counting";
  }

  private static long instances(SparseCounts images) {
    return images.byKey().entrySet().stream().mapToLong(e -> e.getKey() * e.getValue()).sum();
  }

  private static double share(long missed, long instances) {
    return instances == 0 ? -1 : (double) missed / instances;
  }

  private static SparseCounts sum(SparseCounts[] all) {
    SparseCounts sums = new SparseCounts();
    for (SparseCounts one : all) {
      one.byKey().forEach(sums::add);
    }
    return sums;
  }

  @Override
  public Map<String, Double> statistics() {
    long instances = instances(sum(images));
    long missed = instances - sum(found).sum();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("missedShare", share(missed, instances));
    values.put("missedObjects", (double) missed);
    values.put("objects", (double) instances);
    return values;
  }

  @Override
  public List<ResultTable> tables() {
    List<List<Object>> all = new ArrayList<>();
    addRows(all, List.of(), sum(images), sum(found));
    List<List<Object>> byClass = new ArrayList<>();
    List<List<Object>> classRows = new ArrayList<>();
    for (int k = 0; k < images.length; k++) {
      List<Object> name = List.of(classes.get(k).id(), classes.get(k).name());
      addRows(byClass, name, images[k], found[k]);
      long instances = instances(images[k]);
      long missed = instances - found[k].sum();
      List<Object> row = new ArrayList<>(name);
      row.addAll(List.of(images[k].sum(), instances, missed, share(missed, instances)));
      classRows.add(row);
    }
    List<String> counts = List.of("objects", "images", "instances", "missed", "share");
    List<String> named = new ArrayList<>(List.of("categoryId", "name"));
    named.addAll(counts);
    return List.of(
        new ResultTable("missed", counts, all),
        new ResultTable("missedByClass", named, byClass),
        new ResultTable(
            "perClass",
            List.of("categoryId", "name", "images", "groundTruths", "missed", "share"),
            classRows));
  }

  /** A row for each number of objects that occurs, ascending. */
  private static void addRows(
      List<List<Object>> rows, List<Object> start, SparseCounts images, SparseCounts found) {
    images
        .byKey()
        .forEach(
            (objects, count) -> {
              long instances = objects * count;
              long missed = instances - found.count(objects);
              List<Object> row = new ArrayList<>(start);
              row.addAll(List.of(objects, count, instances, missed, share(missed, instances)));
              rows.add(row);
            });
  }

  @Override
  public List<String> summary() {
    return List.of(
        String.format(Locale.ROOT, "Objects missed at IoU >= %.2f, score >= %.2f", iou, minScore),
        String.format(Locale.ROOT, "%14s %.3f", "share", statistics().get("missedShare")));
  }
}
