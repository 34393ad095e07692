package dev.boxmill.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.SharedData;
import dev.boxmill.data.Annotations;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Rle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * VOC's hundred images with masks and flags added, from every format through every other and back:
 * boxes, and what both can hold, stay.
 */
class FormatPairsTest {
  /** Ten decimals relative to 500 pixels there and back, and what corners and sizes round off. */
  private static final double ROUNDING = 1e-6;

  /** What depends on other objects, images or classes than the one in question. */
  private static final Set<Feature> RELATIVE =
      EnumSet.of(
          Feature.OBJECT_IDS,
          Feature.IMAGE_IDS,
          Feature.CATEGORY_IDS,
          Feature.CATEGORY_ORDER,
          Feature.EMPTY_CLASSES,
          Feature.EMPTY_IMAGES);

  private static final String PANOPTIC = "coco-panoptic";

  private static Annotations rich;

  /** A tenth of it. */
  private static Annotations few;

  private static ImageSizes sizes;

  static List<AnnotationFormat> formats() throws IOException {
    if (rich == null) {
      FileTree tree = FileTree.of(SharedData.require("fixtures/voc/voc100/gts/coco_format_v2"));
      rich = enriched(new CocoFormat().read(tree, ReadOptions.plain()));
      sizes = AnnotationViews.sizes(rich);
      few = few(rich);
      assertEquals(273, rich.groundTruths().size());
    }
    return AnnotationFormats.all();
  }

  static Stream<AnnotationFormat[]> pairs() throws IOException {
    List<AnnotationFormat> all = formats();
    return all.stream().flatMap(a -> all.stream().map(b -> new AnnotationFormat[] {a, b}));
  }

  /**
   * What every format must say that it leaves out: of 273 objects every fifth is a crowd (54),
   * every seventh difficult (39), every 11th truncated (24), every 13th occluded (21); 264 have
   * pixels that no earlier object has, 9 have none.
   */
  @Test
  void everyFormatSaysWhatItLeavesOut() throws IOException {
    Map<String, String> said = new TreeMap<>();
    for (AnnotationFormat format : formats()) {
      said.put(format.id(), format.losses(rich).toString());
    }
    assertEquals(expected(), said);
  }

  private static Map<String, String> expected() {
    String shapes = "264 masks";
    String crowds = "54 crowd flags";
    String difficult = "39 difficult flags";
    String truncated = "24 truncated flags";
    String occluded = "21 occluded flags";
    String wide = "20 supercategories";
    String ids = "100 ids of images";
    String sizes = "100 sizes of images";
    String order = "10 classes out of the order of names";
    return Map.of(
        "coco",
        String.join(", ", difficult, truncated, occluded),
        "coco-panoptic",
        String.join(", ", difficult, truncated, occluded)
            + ", 9 objects without pixels of their own, 108 areas of objects",
        "cvat",
        String.join(", ", crowds, difficult, truncated, shapes, wide),
        "kitti",
        String.join(", ", crowds, difficult, shapes, ids, order, wide, sizes),
        "labelstudio",
        String.join(", ", crowds, difficult, truncated, occluded, shapes, ids, order, wide, sizes),
        "lvis",
        String.join(", ", difficult, truncated, occluded),
        "openimages",
        String.join(", ", crowds, difficult, shapes, ids, order, wide),
        "parquet",
        "",
        "voc",
        String.join(", ", crowds, shapes, ids, order, wide),
        "yolo",
        String.join(", ", crowds, difficult, truncated, occluded, shapes, ids, wide, sizes));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatBothHoldComesBack(AnnotationFormat a, AnnotationFormat b) throws IOException {
    boolean pixels = b.id().equals(PANOPTIC) || a.id().equals(PANOPTIC);
    // Painting takes its time.
    Annotations first = through(a, pixels ? few : rich);
    Annotations there = through(b, first);
    Annotations back = through(a, there);
    Map<String, List<double[]>> wanted =
        AnnotationViews.boxes(first, o -> !pixels || o.segmentation() != null);
    if (a.id().equals(PANOPTIC) && !b.holds().contains(Feature.MASKS)) {
      // What comes back has no pixels to paint, and that is said.
      long objects = there.groundTruths().size();
      assertEquals(objects, a.losses(there).counts().get(Feature.BARE_BOXES));
      wanted = Map.of();
    }
    Map<String, List<double[]>> got = AnnotationViews.boxes(back, o -> true);
    assertEquals(wanted.keySet(), got.keySet());
    for (String key : wanted.keySet()) {
      assertEquals(wanted.get(key).size(), got.get(key).size(), key);
      for (double[] box : wanted.get(key)) {
        assertTrue(got.get(key).removeIf(other -> near(box, other)), () -> key + " is lost");
      }
    }
    Map<Feature, Long> before = Losses.uses(first).counts();
    Map<Feature, Long> after = Losses.uses(back).counts();
    for (Feature feature : a.holds()) {
      if (!pixels && b.holds().contains(feature) && !RELATIVE.contains(feature)) {
        assertEquals(before.get(feature), after.get(feature), feature.name());
      }
    }
  }

  private static Annotations through(AnnotationFormat format, Annotations all) throws IOException {
    MemoryTree files = MemoryTree.of(format, all);
    return format.read(files, ReadOptions.plain().wanting(Set.of(Want.IF_THERE)).with(sizes));
  }

  private static Annotations few(Annotations all) {
    ImageInfo[] images = new ImageInfo[all.images().size() / 10];
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    ObjectsByImage objects = new ObjectsByImage(all);
    for (int i = 0; i < images.length; i++) {
      images[i] = all.images().image(i);
      for (int row : objects.of(i)) {
        rows.add(all.groundTruths().groundTruth(row));
      }
    }
    return new Annotations(ImageTable.of(images), all.categories(), rows.build());
  }

  private static boolean near(double[] a, double[] b) {
    double most = 0;
    for (int i = 0; i < 4; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most <= ROUNDING;
  }

  /**
   * Every object gets the pixels of its box that no earlier one has as its mask, if there are any,
   * and every fifth, seventh, ... a flag.
   */
  private static Annotations enriched(Annotations all) {
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    ObjectsByImage objects = new ObjectsByImage(all);
    for (int i = 0; i < all.images().size(); i++) {
      ImageInfo image = all.images().image(i);
      boolean[] taken = new boolean[image.width() * image.height()];
      for (int row : objects.of(i)) {
        GroundTruth o = all.groundTruths().groundTruth(row);
        int n = rows.size() + 1;
        int flags =
            Flag.CROWD.bit(n % 5 == 0)
                | Flag.DIFFICULT.bit(n % 7 == 0)
                | Flag.TRUNCATED.bit(n % 11 == 0)
                | Flag.OCCLUDED.bit(n % 13 == 0);
        Rle mask = mask(o, image, taken);
        rows.add(
            new GroundTruth(
                n,
                o.imageId(),
                o.categoryId(),
                o.x(),
                o.y(),
                o.w(),
                o.h(),
                o.w() * o.h(),
                flags,
                mask,
                null));
      }
    }
    return new Annotations(all.images(), all.categories(), rows.build(), all.labels());
  }

  private static Rle mask(GroundTruth o, ImageInfo image, boolean... taken) {
    List<Integer> counts = new ArrayList<>();
    int run = 0;
    boolean inside = false;
    boolean any = false;
    for (int x = 0; x < image.width(); x++) {
      for (int y = 0; y < image.height(); y++) {
        int at = x * image.height() + y;
        boolean ours =
            x >= o.x() && y >= o.y() && x < o.x() + o.w() && y < o.y() + o.h() && !taken[at];
        if (ours != inside) {
          counts.add(run);
          run = 0;
          inside = ours;
        }
        taken[at] |= ours;
        any |= ours;
        run++;
      }
    }
    counts.add(run);
    return any
        ? new Rle(
            image.height(), image.width(), counts.stream().mapToInt(Integer::intValue).toArray())
        : null;
  }
}
