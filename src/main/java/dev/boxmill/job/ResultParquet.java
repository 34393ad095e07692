package dev.boxmill.job;

import dev.boxmill.report.DetectResult.UnreadableImage;
import dev.boxmill.report.Example;
import dev.boxmill.report.Example.Found;
import dev.boxmill.report.Example.Truth;
import dev.boxmill.report.PrCurve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.parquet.example.data.Group;

/** The Parquet parts of results as the page's records. An absent folder holds nothing. */
final class ResultParquet {
  private static final int UNREADABLE_SHOWN = 200;

  private ResultParquet() {}

  /** evaluate's curves of a protocol, ascending in category, IoU and recall. */
  static List<PrCurve> curves(Path folder, String protocol) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Map<Integer, Map<Double, List<Point>>> points = new TreeMap<>();
    Map<Integer, String> names = new TreeMap<>();
    ParquetFolder.read(
        folder,
        Set.of(),
        row -> {
          if (!row.getString("protocol", 0).equals(protocol)) {
            return;
          }
          int category = row.getInteger("category_id", 0);
          names.putIfAbsent(category, row.getString("name", 0));
          points
              .computeIfAbsent(category, c -> new TreeMap<>())
              .computeIfAbsent(row.getDouble("iou", 0), i -> new ArrayList<>())
              .add(
                  new Point(
                      row.getDouble("recall", 0),
                      row.getDouble("precision", 0),
                      row.getDouble("score", 0)));
        });
    List<PrCurve> curves = new ArrayList<>();
    points.forEach(
        (category, byIou) ->
            byIou.forEach(
                (iou, list) -> curves.add(curve(category, names.get(category), iou, list))));
    return curves;
  }

  private record Point(double recall, double precision, double score) {}

  private static PrCurve curve(int category, String name, double iou, List<Point> points) {
    points.sort(Comparator.comparingDouble(Point::recall));
    return new PrCurve(
        category,
        name,
        iou,
        column(points, Point::recall),
        column(points, Point::precision),
        column(points, Point::score));
  }

  private static double[] column(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }

  /** evaluate's examples in the order written. */
  static List<Example> examples(Path folder) {
    List<Example> examples = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      ParquetFolder.read(folder, Set.of(), row -> examples.add(example(row)));
    }
    return examples;
  }

  private static Example example(Group row) {
    return new Example(
        row.getLong("image_id", 0),
        row.getString("path", 0),
        row.getInteger("width", 0),
        row.getInteger("height", 0),
        list(row, "ground_truths", ResultParquet::truth),
        list(row, "detections", ResultParquet::found));
  }

  private static Truth truth(Group g) {
    return new Truth(
        g.getInteger("category_id", 0),
        g.getString("label", 0),
        g.getDouble("x", 0),
        g.getDouble("y", 0),
        g.getDouble("w", 0),
        g.getDouble("h", 0),
        g.getBoolean("crowd", 0),
        g.getBoolean("matched", 0));
  }

  private static Found found(Group g) {
    return new Found(
        g.getInteger("category_id", 0),
        g.getString("label", 0),
        g.getDouble("score", 0),
        g.getDouble("x", 0),
        g.getDouble("y", 0),
        g.getDouble("w", 0),
        g.getDouble("h", 0),
        g.getBoolean("matched", 0));
  }

  /** Parquet's three-level lists: name.list[i].element. */
  private static <T> List<T> list(Group row, String name, Function<Group, T> decode) {
    List<T> values = new ArrayList<>();
    if (row.getFieldRepetitionCount(name) > 0) {
      Group outer = row.getGroup(name, 0);
      for (int i = 0; i < outer.getFieldRepetitionCount("list"); i++) {
        values.add(decode.apply(outer.getGroup("list", i).getGroup("element", 0)));
      }
    }
    return values;
  }

  /** The first error rows of detect's output, in path order. */
  static List<UnreadableImage> unreadable(Path folder) {
    List<UnreadableImage> images = new ArrayList<>();
    ParquetFolder.read(
        folder,
        Set.of("path", "error"),
        row -> {
          if (row.getFieldRepetitionCount("error") > 0) {
            images.add(new UnreadableImage(row.getString("path", 0), row.getString("error", 0)));
          }
        });
    return images.stream()
        .sorted(Comparator.comparing(UnreadableImage::path))
        .limit(UNREADABLE_SHOWN)
        .toList();
  }
}
