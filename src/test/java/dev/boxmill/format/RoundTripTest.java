package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a format says it holds comes back from it; what it does not, it counts. */
class RoundTripTest {
  private static final int TRIALS = 200;

  /** Ten decimals relative to 2,050 pixels, and what adding a corner to a size rounds off. */
  private static final double TOLERANCE = 1e-6;

  static Stream<AnnotationFormat> formats() {
    return AnnotationFormats.all().stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void keepsWhatItHolds(AnnotationFormat format) throws IOException {
    Random random = new Random(20);
    for (int trial = 0; trial < TRIALS; trial++) {
      Annotations all = RandomAnnotations.make(random, format);
      MemoryTree files = MemoryTree.of(format, all);
      assertNotNull(format.losses(all).toString());
      Annotations back =
          format.read(
              files,
              ReadOptions.plain().wanting(Set.of(Want.IF_THERE)).with(AnnotationViews.sizes(all)));
      same(format.holds(), all, back);
      EnumSet<Feature> lost = EnumSet.noneOf(Feature.class);
      lost.addAll(format.losses(back).counts().keySet());
      lost.remove(Feature.IMAGE_SIZES); // Known from the images' files.
      assertEquals(Set.of(), lost, "what was read from a format, it can hold");
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void isRecognisedByWhatItWrites(AnnotationFormat format) throws IOException {
    Annotations all = RandomAnnotations.make(new Random(4), format);
    assertTrue(all.groundTruths().size() > 0);
    assertEquals(format.id(), AnnotationFormats.recognise(MemoryTree.of(format, all)).id());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void countsExactlyWhatIsThere(AnnotationFormat format) {
    Annotations all = RandomAnnotations.make(new Random(5), format);
    Map<Feature, Long> lost = format.losses(all).counts();
    for (Feature feature : Feature.values()) {
      if (feature.flag() != null) {
        long there = 0;
        for (int i = 0; i < all.groundTruths().size(); i++) {
          there += all.groundTruths().has(i, feature.flag()) ? 1 : 0;
        }
        long expected = format.holds().contains(feature) ? 0 : there;
        assertEquals(expected, lost.getOrDefault(feature, 0L), feature.name());
      }
    }
  }

  private static void same(Set<Feature> held, Annotations all, Annotations back) {
    Map<String, ImageInfo> images = new HashMap<>();
    for (int i = 0; i < back.images().size(); i++) {
      images.put(back.images().fileName(i), back.images().image(i));
    }
    assertTrue(held.contains(Feature.EMPTY_IMAGES));
    assertEquals(all.images().size(), images.size());
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      ImageInfo other = images.get(image.fileName());
      assertNotNull(other, image.fileName() + " in " + images.keySet());
      if (held.contains(Feature.IMAGE_IDS)) {
        assertEquals(image, other);
      }
      List<GroundTruth> truths = objects(all, image.id());
      List<GroundTruth> others = objects(back, other.id());
      if (!truths.isEmpty()) {
        assertEquals(image.width(), other.width());
        assertEquals(image.height(), other.height());
      }
      assertEquals(truths.size(), others.size());
      for (int o = 0; o < truths.size(); o++) {
        same(held, all, truths.get(o), back, others.get(o));
      }
      labels(held, all, i, back);
    }
    classes(held, all, back);
  }

  private static void same(
      Set<Feature> held, Annotations all, GroundTruth a, Annotations back, GroundTruth b) {
    assertEquals(name(all, a.categoryId()), name(back, b.categoryId()));
    assertArrayEquals(
        new double[] {a.x(), a.y(), a.w(), a.h()},
        new double[] {b.x(), b.y(), b.w(), b.h()},
        TOLERANCE);
    for (Feature feature : Feature.values()) {
      Flag flag = feature.flag();
      if (flag != null) {
        assertEquals(held.contains(feature) && a.has(flag), b.has(flag), feature.name());
      }
    }
    if (held.contains(Feature.AREAS)) {
      assertEquals(a.area(), b.area());
    }
    if (held.contains(Feature.OBJECT_IDS)) {
      assertEquals(a.id(), b.id());
    }
    boolean outline = a.segmentation() instanceof Polygons;
    boolean kept = held.contains(outline ? Feature.POLYGONS : Feature.MASKS);
    if (a.segmentation() == null || !kept) {
      assertEquals(null, b.segmentation());
    } else if (outline) {
      assertArrayEquals(
          ((Polygons) a.segmentation()).rings(), ((Polygons) b.segmentation()).rings());
    } else {
      assertArrayEquals(
          runs((Rle) a.segmentation()).toArray(), runs((Rle) b.segmentation()).toArray());
    }
    assertArrayEquals(held.contains(Feature.KEYPOINTS) ? a.keypoints() : null, b.keypoints());
  }

  /** Run lengths without a last one of 0 pixels, which says nothing. */
  private static List<Integer> runs(Rle mask) {
    List<Integer> runs = new ArrayList<>();
    for (int run : mask.counts()) {
      runs.add(run);
    }
    if (runs.get(runs.size() - 1) == 0) {
      runs.remove(runs.size() - 1);
    }
    return runs;
  }

  private static void labels(Set<Feature> held, Annotations all, int image, Annotations back) {
    if (held.contains(Feature.ABSENT_LABELS)) {
      int other = 0;
      while (!back.images().fileName(other).equals(all.images().fileName(image))) {
        other++;
      }
      assertEquals(
          names(all, all.labels().absent(image)), names(back, back.labels().absent(other)));
      if (held.contains(Feature.PRESENT_LABELS)) {
        assertEquals(
            names(all, all.labels().present(image)), names(back, back.labels().present(other)));
      }
    }
  }

  private static void classes(Set<Feature> held, Annotations all, Annotations back) {
    if (held.contains(Feature.SUPERCATEGORIES)) {
      assertEquals(all.categories().stream().map(c -> kept(c, held)).toList(), back.categories());
    }
    List<String> wanted = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < all.groundTruths().size(); i++) {
      used.add(all.groundTruths().categoryId(i));
    }
    for (Category c : all.categories()) {
      if (used.contains(c.id()) || held.contains(Feature.EMPTY_CLASSES)) {
        wanted.add(c.name());
      }
    }
    if (!held.contains(Feature.CATEGORY_ORDER)) {
      wanted.sort(null);
    }
    assertEquals(wanted, back.categories().stream().map(Category::name).toList());
  }

  private static Category kept(Category c, Set<Feature> held) {
    return new Category(
        c.id(),
        c.name(),
        c.supercategory(),
        held.contains(Feature.FREQUENCIES) ? c.frequency() : "",
        c.thing(),
        held.contains(Feature.KEYPOINT_NAMES) ? c.keypoints() : List.of());
  }

  private static List<GroundTruth> objects(Annotations all, long imageId) {
    List<GroundTruth> objects = new ArrayList<>();
    for (int i = 0; i < all.groundTruths().size(); i++) {
      if (all.groundTruths().imageId(i) == imageId) {
        objects.add(all.groundTruths().groundTruth(i));
      }
    }
    return objects;
  }

  private static Set<String> names(Annotations all, int... ids) {
    Set<String> names = new HashSet<>();
    for (int id : ids) {
      names.add(name(all, id));
    }
    return names;
  }

  private static String name(Annotations all, int id) {
    return all.categories().get(all.categoryIndex(id)).name();
  }
}
