package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.Flag;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageLabels;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Polygons;
import dev.boxmill.data.Rle;
import dev.boxmill.data.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Annotations of all kinds of names, ids, flags and boxes. */
final class RandomAnnotations {
  private static final String[] NAMES = {
    "cat", "dog", "traffic light", "Käse & Brot", "物体", "a<b>", "\"quoted\", twice", "it's", "zebra"
  };

  private RandomAnnotations() {}

  /** Makes some that a format can say at all. */
  static Annotations make(Random random, AnnotationFormat format) {
    return switch (format.id()) {
      case "kitti" -> make(random, false);
      case "coco-panoptic" -> painted(make(random, true));
      default -> make(random, true);
    };
  }

  /** Small images in which every object has a row of pixels of its own. */
  private static Annotations painted(Annotations all) {
    ImageInfo[] images = new ImageInfo[all.images().size()];
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    for (int i = 0; i < images.length; i++) {
      ImageInfo image = all.images().image(i);
      images[i] = new ImageInfo(image.id(), image.fileName(), 20 + i, 10);
      int row = 0;
      for (int o = 0; o < all.groundTruths().size(); o++) {
        GroundTruth object = all.groundTruths().groundTruth(o);
        if (object.imageId() == image.id()) {
          rows.add(masked(object, new Rle(10, 20 + i, stripe(row++, 10, 20 + i))));
        }
      }
    }
    return new Annotations(ImageTable.of(images), all.categories(), rows.build(), all.labels());
  }

  /** The run lengths of a row of pixels, column by column. */
  private static int[] stripe(int row, int height, int width) {
    int[] counts = new int[2 * width + 1];
    for (int x = 0; x < width; x++) {
      counts[2 * x] = x == 0 ? row : height - 1;
      counts[2 * x + 1] = 1;
    }
    counts[2 * width] = height - 1 - row;
    return counts;
  }

  private static GroundTruth masked(GroundTruth o, Rle mask) {
    return o.withShapes(mask, o.keypoints());
  }

  /**
   * Makes some.
   *
   * @param spaces whether class names may hold spaces
   */
  static Annotations make(Random random, boolean spaces) {
    List<Category> categories = new ArrayList<>();
    int id = 0;
    for (int i = 0; i < NAMES.length; i++) {
      id += 1 + random.nextInt(3);
      String name = NAMES[(i + 4) % NAMES.length];
      categories.add(
          new Category(
              id,
              spaces ? name : name.replace(' ', '_'),
              i % 2 == 0 ? "" : "wide " + i % 3,
              i % 4 == 0 ? "" : "rcf".substring(i % 3, i % 3 + 1),
              i % 5 != 0,
              i % 3 == 0 ? List.of("nose", "tail") : List.of()));
    }
    ImageInfo[] images = new ImageInfo[1 + random.nextInt(6)];
    GroundTruthTable.Builder rows = new GroundTruthTable.Builder();
    long imageId = random.nextInt(3);
    int[][] present = new int[images.length][];
    int[][] absent = new int[images.length][];
    for (int i = 0; i < images.length; i++) {
      String name =
          (i % 3 == 0 ? "sub folder/" : "") + "bild ü " + (9 - i) + (i % 2 == 0 ? ".jpg" : ".png");
      images[i] =
          new ImageInfo(imageId, name, 50 + random.nextInt(2000), 50 + random.nextInt(2000));
      present[i] = new int[] {categories.get(random.nextInt(4)).id()};
      absent[i] = new int[] {categories.get(4 + random.nextInt(4)).id()};
      for (int n = random.nextInt(5); n > 0; n--) {
        rows.add(object(random, images[i], categories, rows.size()));
      }
      imageId += 1 + random.nextInt(1000);
    }
    return new Annotations(
        ImageTable.of(images),
        categories,
        rows.build(),
        ImageLabels.of(present, absent, new int[images.length][]));
  }

  private static GroundTruth object(
      Random random, ImageInfo image, List<Category> categories, int rows) {
    boolean whole = random.nextBoolean();
    double[] box = {
      random.nextDouble() * image.width() / 2,
      random.nextDouble() * image.height() / 2,
      random.nextDouble() * image.width() / 2,
      random.nextDouble() * image.height() / 2
    };
    for (int i = 0; i < 4 && whole; i++) {
      box[i] = Math.rint(box[i]);
    }
    Category category = categories.get(random.nextInt(categories.size()));
    return new GroundTruth(
        10L * rows + random.nextInt(10),
        image.id(),
        category.id(),
        box[0],
        box[1],
        box[2],
        box[3],
        random.nextBoolean() ? box[2] * box[3] : box[2] * box[3] / 2,
        random.nextInt(1 << Flag.values().length),
        shape(random, image),
        category.keypoints().isEmpty() || random.nextBoolean()
            ? null
            : new double[] {
              random.nextInt(50), random.nextDouble(), 1 + random.nextInt(2), 0, 0, 0
            });
  }

  /** An outline of one or two rings, a mask, or none. */
  private static Segmentation shape(Random random, ImageInfo image) {
    switch (random.nextInt(3)) {
      case 0 -> {
        return null;
      }
      case 1 -> {
        double[][] rings = new double[1 + random.nextInt(2)][];
        for (int i = 0; i < rings.length; i++) {
          rings[i] = random.doubles(6 + 2 * random.nextInt(3), 0, 50).toArray();
        }
        return new Polygons(rings);
      }
      default -> {
        int pixels = image.width() * image.height();
        int zeros = random.nextInt(pixels / 2);
        int ones = 1 + random.nextInt(pixels / 4);
        return new Rle(
            image.height(), image.width(), new int[] {zeros, ones, pixels - zeros - ones});
      }
    }
  }
}
