package dev.boxmill.eval;

import dev.boxmill.data.ImageTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Hits, false positives and misses of every image, and their sums. */
final class ImagesResult implements MetricResult {
  /** Images that a table lists. */
  static final int LISTED = 100;

  private final ImageTable images;
  private final ImageErrors errors;

  ImagesResult(ImageTable images, ImageErrors errors) {
    this.images = images;
    this.errors = errors;
  }

  ImageTable images() {
    return images;
  }

  int hits(int image) {
    return errors.hits(image);
  }

  int falsePositives(int image) {
    return errors.falsePositives(image);
  }

  int misses(int image) {
    return errors.misses(image);
  }

  /** Hits less false positives of the image at an index. */
  int score(int image) {
    return errors.hits(image) - errors.falsePositives(image);
  }

  @Override
  public String metric() {
    return "images";
  }

  @Override
  public Map<String, Double> statistics() {
    long hits = 0;
    long falsePositives = 0;
    long misses = 0;
    for (int i = 0; i < images.size(); i++) {
      hits += errors.hits(i);
      falsePositives += errors.falsePositives(i);
      misses += errors.misses(i);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("precision", share(hits, hits + falsePositives));
    values.put("recall", share(hits, hits + misses));
    values.put("F1", share(2 * hits, 2 * hits + falsePositives + misses));
    return values;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? -1 : (double) part / whole;
  }

  /** The images with most errors, worst first; ties by id. */
  @Override
  public List<ResultTable> tables() {
    List<Integer> worst =
        IntStream.range(0, images.size())
            .filter(i -> errors.of(i) > 0)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -errors.of(i)))
            .limit(LISTED)
            .toList();
    List<List<Object>> rows = new ArrayList<>();
    for (int i : worst) {
      rows.add(
          List.of(
              images.id(i),
              String.valueOf(images.fileName(i)),
              score(i),
              errors.hits(i),
              errors.falsePositives(i),
              errors.misses(i)));
    }
    return List.of(
        new ResultTable(
            "worst",
            List.of("imageId", "fileName", "score", "hits", "falsePositives", "misses"),
            rows));
  }

  @Override
  public List<String> summary() {
    Map<String, Double> values = statistics();
    return List.of(
        String.format(
            Locale.ROOT,
            " Images: precision %.3f, recall %.3f, F1 %.3f",
            values.get("precision"),
            values.get("recall"),
            values.get("F1")));
  }
}
