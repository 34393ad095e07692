package dev.boxmill.spark;

import dev.boxmill.data.AnnotationTable;
import dev.boxmill.data.Category;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.eval.CategoryBoxes;
import dev.boxmill.eval.ExampleMatching;
import dev.boxmill.eval.ExampleMatching.Shown;
import dev.boxmill.eval.ImageIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/** The images with the most errors, then those without, by id; and their boxes. */
final class ExampleChoice {
  private static final int MOST = 48;

  private ExampleChoice() {}

  /** Image numbers, worst first. */
  static int[] worst(List<ExampleMatching.Errors> perCategory, int images) {
    int[] errors = new int[images];
    for (ExampleMatching.Errors one : perCategory) {
      for (int i = 0; i < one.images().length; i++) {
        errors[one.images()[i]] += one.errors()[i];
      }
    }
    return IntStream.range(0, images)
        .boxed()
        .sorted(Comparator.<Integer>comparingInt(i -> -errors[i]).thenComparingInt(i -> i))
        .limit(MOST)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The chosen images with their boxes, best score first, ties by category. */
  static List<Example> collect(
      JavaPairRDD<Integer, CategoryBoxes> boxes,
      AnnotationTable truths,
      List<Category> categories,
      ImageIndex index,
      Map<Integer, String> paths,
      int[] chosen) {
    int[] ascending = chosen.clone();
    Arrays.sort(ascending);
    List<Tuple2<Integer, ArrayList<Shown>>> found =
        new ArrayList<>(
            boxes.mapValues(b -> new ArrayList<>(ExampleMatching.boxes(b, ascending))).collect());
    found.sort(Comparator.comparingInt(Tuple2::_1));
    Map<Integer, List<Example.Labelled>> byImage = new HashMap<>();
    for (Tuple2<Integer, ArrayList<Shown>> one : found) {
      Category category = categories.get(one._1());
      for (Shown shown : one._2()) {
        byImage
            .computeIfAbsent(shown.image(), i -> new ArrayList<>())
            .add(new Example.Labelled(category.id(), category.name(), shown));
      }
    }
    Map<Long, ImageInfo> infos = new HashMap<>();
    truths.images().forEach(image -> infos.put(image.id(), image));
    List<Example> examples = new ArrayList<>();
    for (int image : chosen) {
      ImageInfo info = infos.get(index.id(image));
      List<Example.Labelled> all = byImage.getOrDefault(image, List.of());
      examples.add(
          new Example(
              info.id(),
              paths.getOrDefault(image, info.fileName()),
              info.width(),
              info.height(),
              all.stream().filter(b -> b.box().score() < 0).toList(),
              all.stream()
                  .filter(b -> b.box().score() >= 0)
                  .sorted(Comparator.comparingDouble(b -> -b.box().score()))
                  .toList()));
    }
    return examples;
  }
}
