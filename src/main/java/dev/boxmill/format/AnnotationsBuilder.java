package dev.boxmill.format;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.Category;
import dev.boxmill.data.GroundTruth;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.data.ImageTable;
import dev.boxmill.data.Segmentation;
import dev.boxmill.error.UserException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives ids to what formats without ids hold: images 1, 2, ... by file name, classes 1, 2, ... by
 * name or in a given order, objects 1, 2, ... in the order of images and, within an image, of the
 * files.
 */
final class AnnotationsBuilder {
  private static final double[] NO_BOX = {0, 0, 0, 0};

  private final Map<String, Integer> images = new HashMap<>();
  private final List<ImageInfo> infos = new ArrayList<>();
  private final Map<String, Integer> classes = new LinkedHashMap<>();
  private final GroundTruthTable.Builder rows;
  private final long heapBytes;
  private final Set<String> known;
  private final List<String> given;
  private boolean ownImageIds;
  private boolean ownOrder;

  /**
   * Begins.
   *
   * @param given all class names in the order of their ids, or empty to take what comes
   * @param heapBytes as in {@link ReadOptions}
   */
  AnnotationsBuilder(List<String> given, long heapBytes) {
    this.given = given;
    this.heapBytes = heapBytes;
    rows = new GroundTruthTable.Builder(heapBytes);
    known = new HashSet<>(given);
  }

  /** From now on images keep the ids they are added with. */
  void keepImageIds() {
    ownImageIds = true;
  }

  /** Classes stand in the order in which they became known, not in that of their names. */
  void keepCategoryOrder() {
    ownOrder = true;
  }

  /** Adds an image; returns its number for {@link #object}, or -1 when the name is not new. */
  int image(ImageInfo image) {
    int number = infos.size();
    if (images.putIfAbsent(image.fileName(), number) != null) {
      return -1;
    }
    infos.add(image);
    return number;
  }

  /** Adds an image without an id of its own. */
  int image(String fileName, int width, int height) {
    return image(new ImageInfo(infos.size(), fileName, width, height));
  }

  /** The number of an image, or -1. */
  int find(String fileName) {
    return images.getOrDefault(fileName, -1);
  }

  ImageInfo info(int image) {
    return infos.get(image);
  }

  /**
   * An image for boxes that are parts of it.
   *
   * @throws UserException when its size is not known
   */
  ImageInfo sized(int image) {
    requireSize(infos.get(image));
    return infos.get(image);
  }

  /** Fails where an image's size is not known. */
  static void requireSize(ImageInfo info) {
    if (info.width() < 1 || info.height() < 1) {
      throw new UserException(
          "the size of image '"
              + Numbers.oneLine(info.fileName())
              + "' is not known; say where images are");
    }
  }

  /** Makes a class known that may have no objects. */
  void category(String name) {
    classes.putIfAbsent(name, classes.size());
  }

  /** What keeps a class name from being used, for a message, or null. */
  String complaint(String name) {
    if (name.isBlank()) {
      return "the class name is empty; name the object's class";
    }
    return known.isEmpty() || known.contains(name)
        ? null
        : "class '" + Numbers.oneLine(name) + "' is not in the list of classes; add it there";
  }

  /** An object that is a box with flags. */
  void object(int image, String name, double[] box, int flags) {
    object(image, name, box, flags, null, null);
  }

  /**
   * Adds an object whose area is its box's.
   *
   * @param box left, top, width, height
   */
  void object(
      int image,
      String name,
      double[] box,
      int flags,
      Segmentation segmentation,
      double[] keypoints) {
    double area = box[2] * box[3];
    int category = classes.computeIfAbsent(name, n -> classes.size());
    rows.add(
        new GroundTruth(
            0,
            image,
            category,
            box[0],
            box[1],
            box[2],
            box[3],
            area,
            flags,
            segmentation,
            keypoints));
  }

  int objects() {
    return rows.size();
  }

  Annotations build() {
    List<String> names = given;
    if (given.isEmpty()) {
      names = List.copyOf(ownOrder ? classes.keySet() : new TreeSet<>(classes.keySet()));
    }
    Map<String, Integer> ids = new HashMap<>();
    List<Category> categories = new ArrayList<>();
    for (String name : names) {
      ids.put(name, categories.size() + 1);
      categories.add(new Category(categories.size() + 1, name, ""));
    }
    int[] categoryIds = new int[classes.size()];
    classes.forEach((name, number) -> categoryIds[number] = ids.getOrDefault(name, 0));
    int[] rank = ranks();
    ImageInfo[] table = new ImageInfo[rank.length];
    for (int i = 0; i < rank.length; i++) {
      ImageInfo info = infos.get(i);
      long id = ownImageIds ? info.id() : rank[i] + 1L;
      table[rank[i]] = new ImageInfo(id, info.fileName(), info.width(), info.height());
    }
    GroundTruthTable.Builder sorted = new GroundTruthTable.Builder(heapBytes);
    GroundTruthTable found = rows.build();
    for (int row : inOrder(found, rank)) {
      GroundTruth o = found.groundTruth(row);
      sorted.add(
          o.withIds(
              sorted.size() + 1L,
              table[rank[(int) o.imageId()]].id(),
              categoryIds[o.categoryId()]));
    }
    return new Annotations(ImageTable.of(table), categories, sorted.build());
  }

  /** The place of each image in the order of ids. */
  private int[] ranks() {
    Comparator<Integer> order =
        ownImageIds
            ? Comparator.comparingLong(i -> infos.get(i).id())
            : Comparator.comparing(i -> infos.get(i).fileName());
    List<Integer> sorted = new ArrayList<>();
    for (int i = 0; i < infos.size(); i++) {
      sorted.add(i);
    }
    sorted.sort(order);
    int[] rank = new int[infos.size()];
    for (int i = 0; i < rank.length; i++) {
      rank[sorted.get(i)] = i;
    }
    return rank;
  }

  /** Rows in the order of their images, those of one image as they came. */
  private static int[] inOrder(GroundTruthTable rows, int[] rank) {
    int[] starts = new int[rank.length + 1];
    for (int i = 0; i < rows.size(); i++) {
      starts[rank[(int) rows.imageId(i)] + 1]++;
    }
    for (int i = 0; i < rank.length; i++) {
      starts[i + 1] += starts[i];
    }
    int[] order = new int[rows.size()];
    for (int i = 0; i < order.length; i++) {
      order[starts[rank[(int) rows.imageId(i)]]++] = i;
    }
    return order;
  }

  /** Fails unless left, top, width and height are finite and the sizes not negative. */
  static void check(double... box) {
    if (!Double.isFinite(box[0] + box[1] + box[2] + box[3])) {
      throw new UserException("a coordinate is not finite; give numbers");
    }
    if (box[2] < 0 || box[3] < 0) {
      throw new UserException("the box ends before it begins; swap its corners");
    }
  }

  /** The smallest box around points given as x and y in turn. */
  static double[] around(double[]... rings) {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (double[] ring : rings) {
      for (int i = 0; i + 1 < ring.length; i += 2) {
        left = Math.min(left, ring[i]);
        right = Math.max(right, ring[i]);
        top = Math.min(top, ring[i + 1]);
        bottom = Math.max(bottom, ring[i + 1]);
      }
    }
    return left > right ? NO_BOX.clone() : new double[] {left, top, right - left, bottom - top};
  }
}
