package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.Hierarchy;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.error.UserException;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * Objects, detections and image labels for classes that are kinds of others, as Open Images'
 * challenge expands them before it evaluates. An object or a detection of a class is one of every
 * wider class too. An image that shows a class shows the wider ones; one that lacks a class lacks
 * the narrower ones.
 */
final class ClassExpansion {
  /** Tasks of one executor share an expansion; it is as large as the ground truth. */
  private static final Map<Annotations, SoftReference<ClassExpansion>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Hierarchy hierarchy;
  private final int[][] wider;
  private final int[][] narrower;
  private final Annotations truth;

  private ClassExpansion(Annotations from, Hierarchy hierarchy) {
    this.hierarchy = hierarchy;
    int classes = from.categories().size();
    wider = new int[classes][];
    narrower = new int[classes][];
    for (int k = 0; k < classes; k++) {
      Set<String> ancestors = hierarchy.ancestors(from.categories().get(k).name());
      wider[k] =
          from.categories().stream()
              .filter(c -> ancestors.contains(c.name()))
              .mapToInt(Category::id)
              .toArray();
    }
    for (int k = 0; k < classes; k++) {
      int id = from.categories().get(k).id();
      narrower[k] =
          from.categories().stream()
              .mapToInt(Category::id)
              .filter(c -> has(wider[from.categoryIndex(c)], id))
              .toArray();
    }
    GroundTruthTable objects = expand(from);
    truth = new Annotations(from.images(), from.categories(), objects, expandLabels(from, objects));
  }

  /**
   * @param hierarchy the classes' kinds; when empty, what the categories' supercategories say
   * @throws UserException when it shares no name with the categories, or runs in a circle
   */
  static ClassExpansion of(Annotations truth, Hierarchy hierarchy) {
    Hierarchy chosen =
        hierarchy.isEmpty() ? Hierarchy.ofSupercategories(truth.categories()) : hierarchy;
    chosen
        .circle()
        .ifPresent(
            name -> {
              throw new UserException(
                  "class hierarchy: '"
                      + name
                      + "' is its own supercategory over several steps; break the circle");
            });
    Set<String> names = chosen.names();
    if (!hierarchy.isEmpty()
        && truth.categories().stream().noneMatch(c -> names.contains(c.name()))) {
      throw new UserException(
          "class hierarchy: none of its labels, such as '"
              + names.iterator().next()
              + "', is the name of a category; name the categories as the hierarchy does");
    }
    SoftReference<ClassExpansion> reference = KNOWN.get(truth);
    ClassExpansion known = reference == null ? null : reference.get();
    if (known == null || !known.hierarchy.equals(chosen)) {
      known = new ClassExpansion(truth, chosen);
      KNOWN.put(truth, new SoftReference<>(known));
    }
    return known;
  }

  private static boolean has(int[] ids, int id) {
    return Arrays.stream(ids).anyMatch(i -> i == id);
  }

  /** The annotations expanded; labels name the classes of an image's objects, too. */
  Annotations truth() {
    return truth;
  }

  private GroundTruthTable expand(Annotations from) {
    GroundTruthTable objects = from.groundTruths();
    GroundTruthTable.Builder all = new GroundTruthTable.Builder();
    for (int row = 0; row < objects.size(); row++) {
      GroundTruth one = objects.groundTruth(row);
      all.add(one);
      for (int id : wider[from.categoryIndex(one.categoryId())]) {
        all.add(one.withIds(one.id(), one.imageId(), id).withShapes(null, null));
      }
    }
    return all.build();
  }

  private ImageLabels expandLabels(Annotations from, GroundTruthTable objects) {
    if (from.labels() == null) {
      return null;
    }
    int images = from.images().size();
    List<Set<Integer>> present = sets(images);
    List<Set<Integer>> absent = sets(images);
    for (int row = 0; row < objects.size(); row++) {
      present.get(from.images().indexOf(objects.imageId(row))).add(objects.categoryId(row));
    }
    for (int i = 0; i < images; i++) {
      add(present.get(i), from, from.labels().present(i), wider);
      add(absent.get(i), from, from.labels().absent(i), narrower);
    }
    return ImageLabels.of(arrays(present), arrays(absent), new int[images][]);
  }

  private static List<Set<Integer>> sets(int count) {
    return Stream.<Set<Integer>>generate(TreeSet::new).limit(count).toList();
  }

  private static void add(Set<Integer> to, Annotations from, int[] ids, int[][] related) {
    for (int id : ids) {
      to.add(id);
      int k = from.categoryIndex(id);
      for (int other : k < 0 ? new int[0] : related[k]) {
        to.add(other);
      }
    }
  }

  private static int[][] arrays(List<Set<Integer>> sets) {
    return sets.stream()
        .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /**
   * Detections of every class that they are of, where that class was looked for in their image.
   * Boxes without width or height, and classes that the ground truth lacks, are left out.
   */
  DetectionTable expand(DetectionTable detections) {
    double[] boxes = detections.boxes();
    DetectionTable.Builder all = new DetectionTable.Builder(detections.size());
    for (int row = 0; row < detections.size(); row++) {
      int k = truth.categoryIndex(detections.categoryId(row));
      if (k < 0 || !(boxes[4 * row + 2] > 0 && boxes[4 * row + 3] > 0)) {
        continue;
      }
      int image = truth.images().indexOf(detections.imageId(row));
      add(all, detections, row, image, detections.categoryId(row));
      for (int id : wider[k]) {
        add(all, detections, row, image, id);
      }
    }
    return all.build();
  }

  private void add(
      DetectionTable.Builder to, DetectionTable from, int row, int image, int categoryId) {
    if (image < 0 || truth.labels() == null || scored(image, categoryId)) {
      double[] boxes = from.boxes();
      int b = 4 * row;
      to.add(
          from.imageId(row),
          categoryId,
          boxes[b],
          boxes[b + 1],
          boxes[b + 2],
          boxes[b + 3],
          from.score(row),
          from.rank(row));
    }
  }

  private boolean scored(int image, int categoryId) {
    return truth.labels().isPresent(image, categoryId)
        || truth.labels().isAbsent(image, categoryId);
  }
}
