package dev.boxmill.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.boxmill.assign.AssignmentCoverage;
import dev.boxmill.assign.AssignmentCoverage.Size;
import dev.boxmill.assign.Fate;
import dev.boxmill.data.Category;
import dev.boxmill.error.InternalException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Coverage as coverage.json (docs/formats/audit-parquet.md) and as a table of text. */
final class CoverageResults {
  static final String FILE = "coverage.json";
  static final String SCHEMA = "boxmill-coverage/1";

  /** Printed at most; the file has all. */
  private static final int CLASSES = 10;

  private final AssignmentCoverage coverage;
  private final double[] anchors;
  private final List<Row> sizes;
  private final List<Row> classes;

  /**
   * Counts of a class or a size.
   *
   * @param fates boxes by {@link Fate}
   * @param anchors trained towards the boxes
   */
  private record Row(String name, int categoryId, long[] fates, long anchors) {
    long boxes() {
      return Arrays.stream(fates).sum();
    }

    long lost() {
      return boxes() - fates[Fate.MATCHED.ordinal()] - fates[Fate.FORCED.ordinal()];
    }
  }

  CoverageResults(AssignmentCoverage coverage, double[] anchors, List<Category> categories) {
    this.coverage = coverage;
    this.anchors = anchors == null ? null : anchors.clone();
    List<Integer> all = List.copyOf(coverage.categories());
    sizes =
        Stream.of(Size.values()).map(s -> row(AnchorsFile.name(s), -1, all, List.of(s))).toList();
    classes =
        categories.stream()
            .filter(c -> coverage.categories().contains(c.id()))
            .map(c -> row(c.name(), c.id(), List.of(c.id()), List.of(Size.values())))
            .toList();
  }

  private Row row(String name, int categoryId, List<Integer> ids, List<Size> of) {
    long[] fates = new long[Fate.values().length];
    for (Fate fate : Fate.values()) {
      fates[fate.ordinal()] = sum(ids, of, (id, size) -> coverage.count(id, size, fate));
    }
    return new Row(name, categoryId, fates, sum(ids, of, coverage::anchors));
  }

  private interface Counts {
    long of(int categoryId, Size size);
  }

  private static long sum(List<Integer> ids, List<Size> sizes, Counts counts) {
    return ids.stream()
        .mapToLong(id -> sizes.stream().mapToLong(s -> counts.of(id, s)).sum())
        .sum();
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("scheme", coverage.scheme().key());
    root.put("inputSize", List.of(coverage.width(), coverage.height()));
    root.put("anchors", anchors);
    root.put("images", coverage.images());
    root.put("boxes", total(Row::boxes));
    root.put("lost", total(Row::lost));
    root.put("bySize", sizes.stream().map(r -> keys("size", r)).toList());
    List<Map<String, Object>> byClass = new ArrayList<>();
    for (Row row : classes) {
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("categoryId", row.categoryId());
      keys.putAll(keys("name", row));
      keys.put("bySize", ofClass(row.categoryId()));
      byClass.add(keys);
    }
    root.put("byClass", byClass);
    try {
      return RunFacts.JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new InternalException("coverage does not serialise", e);
    }
  }

  private List<Map<String, Object>> ofClass(int id) {
    return Stream.of(Size.values())
        .map(s -> keys("size", row(AnchorsFile.name(s), id, List.of(id), List.of(s))))
        .toList();
  }

  private static Map<String, Object> keys(String what, Row row) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(what, row.name());
    keys.put("boxes", row.boxes());
    keys.put("lost", row.lost());
    for (Fate fate : Fate.values()) {
      keys.put(key(fate), row.fates()[fate.ordinal()]);
    }
    keys.put("anchorsTrained", row.anchors());
    return keys;
  }

  /** In camel case, as every key. */
  private static String key(Fate fate) {
    return fate == Fate.TOO_SMALL ? "tooSmall" : AnchorsFile.name(fate);
  }

  private long total(ToLongFunction<Row> count) {
    return sizes.stream().mapToLong(count).sum();
  }

  /** Sizes, then the classes that lose the largest share. */
  void print(PrintWriter to) {
    long boxes = total(Row::boxes);
    to.printf(
        Locale.ROOT,
        "%s at %d x %d: %,d of %,d boxes without an anchor or cell (%.2f %%)%n",
        coverage.scheme().key(),
        coverage.width(),
        coverage.height(),
        total(Row::lost),
        boxes,
        100.0 * total(Row::lost) / Math.max(1, boxes));
    heading("size", to);
    sizes.forEach(row -> print(row, to));
    List<Row> worst =
        classes.stream()
            .filter(r -> r.lost() > 0)
            .sorted(
                Comparator.comparingDouble((Row r) -> -r.lost() / (double) r.boxes())
                    .thenComparingInt(Row::categoryId))
            .toList();
    if (!worst.isEmpty()) {
      heading("class", to);
    }
    worst.stream().limit(CLASSES).forEach(row -> print(row, to));
    if (worst.size() > CLASSES) {
      to.println("... " + (worst.size() - CLASSES) + " more classes in " + FILE);
    }
    to.flush();
  }

  private static void heading(String name, PrintWriter to) {
    to.printf(Locale.ROOT, "%-20s %10s %10s", name, "boxes", "lost");
    for (Fate fate : Fate.values()) {
      to.printf(Locale.ROOT, " %10s", AnchorsFile.name(fate).replace('_', ' '));
    }
    to.println();
  }

  private static void print(Row row, PrintWriter to) {
    String name = row.name().length() > 20 ? row.name().substring(0, 19) + "." : row.name();
    to.printf(Locale.ROOT, "%-20s %,10d %,10d", name, row.boxes(), row.lost());
    for (long fate : row.fates()) {
      to.printf(Locale.ROOT, " %,10d", fate);
    }
    to.println();
  }
}
