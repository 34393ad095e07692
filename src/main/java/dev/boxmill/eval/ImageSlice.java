package dev.boxmill.eval;

import dev.boxmill.data.Annotations;
import dev.boxmill.data.GroundTruthTable;
import dev.boxmill.data.ImageInfo;
import dev.boxmill.error.UserException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** A way to part the images of a ground truth: every image has one of a few values. */
public final class ImageSlice implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The value of images that have none. */
  public static final String NONE = "(none)";

  /** Slices that need no table. */
  public static final List<String> BUILT_IN = List.of("size", "aspect", "objects");

  /** More values than this are no parts but single images. */
  private static final int MOST_VALUES = 1000;

  private static final List<String> SIZES =
      List.of("below 0.25 MP", "0.25 to 1 MP", "1 to 4 MP", "4 MP and more", NONE);
  private static final List<String> ASPECTS = List.of("tall", "square", "wide", NONE);
  private static final List<String> OBJECTS = List.of("0", "1", "2-4", "5-9", "10-19", "20+");
  private static final int[] OBJECTS_FROM = {0, 1, 2, 5, 10, 20};

  private final String name;
  private final List<String> values;
  private final int[] valueOf;

  private ImageSlice(String name, List<String> values, int[] valueOf) {
    this.name = name;
    this.values = values;
    this.valueOf = valueOf;
  }

  /**
   * A slice by values of the user's; they are listed in natural order, numbers by size.
   *
   * @param name of the column
   * @param texts the value of the image at each index; null: {@link #NONE}
   * @return the slice
   * @throws UserException when there are more than 1,000 values
   */
  public static ImageSlice of(String name, List<String> texts) {
    List<String> filled = texts.stream().map(t -> t == null || t.isEmpty() ? NONE : t).toList();
    List<String> values = filled.stream().distinct().sorted(ImageSlice::compare).toList();
    if (values.size() > MOST_VALUES) {
      throw new UserException(
          "--slice "
              + name
              + ": the column has "
              + values.size()
              + " values; choose one with at most "
              + MOST_VALUES);
    }
    Map<String, Integer> places = new HashMap<>();
    for (int v = 0; v < values.size(); v++) {
      places.put(values.get(v), v);
    }
    return new ImageSlice(name, values, filled.stream().mapToInt(places::get).toArray());
  }

  private static int compare(String a, String b) {
    boolean numbers = number(a) && number(b);
    int order = numbers ? Double.compare(Double.parseDouble(a), Double.parseDouble(b)) : 0;
    return order != 0 ? order : a.compareTo(b);
  }

  private static boolean number(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?");
  }

  /** One of {@link #BUILT_IN}. */
  static ImageSlice builtIn(String name, Annotations truth) {
    return switch (name) {
      case "size" -> by(name, truth, SIZES, i -> size(truth.images().image(i)));
      case "aspect" -> by(name, truth, ASPECTS, i -> aspect(truth.images().image(i)));
      default -> {
        int[] objects = objects(truth);
        yield by(name, truth, OBJECTS, i -> objects(objects[i]));
      }
    };
  }

  private static ImageSlice by(
      String name, Annotations truth, List<String> values, IntUnaryOperator valueOf) {
    int[] all = IntStream.range(0, truth.images().size()).map(valueOf).toArray();
    return new ImageSlice(name, values, all);
  }

  private static int size(ImageInfo image) {
    double pixels = (double) image.width() * image.height();
    if (image.width() <= 0 || image.height() <= 0) {
      return 4;
    }
    return pixels < 0.25e6 ? 0 : pixels < 1e6 ? 1 : pixels < 4e6 ? 2 : 3;
  }

  private static int aspect(ImageInfo image) {
    if (image.width() <= 0 || image.height() <= 0) {
      return 3;
    }
    double aspect = (double) image.width() / image.height();
    return aspect < 0.8 ? 0 : aspect <= 1.25 ? 1 : 2;
  }

  private static int objects(int count) {
    int place = Arrays.binarySearch(OBJECTS_FROM, count);
    return place >= 0 ? place : -place - 2;
  }

  private static int[] objects(Annotations truth) {
    int[] counts = new int[truth.images().size()];
    GroundTruthTable truths = truth.groundTruths();
    for (int row = 0; row < truths.size(); row++) {
      if (!truths.crowd(row)) {
        counts[truth.images().indexOf(truths.imageId(row))]++;
      }
    }
    return counts;
  }

  /** {@return the built-in name, or the column's} */
  public String name() {
    return name;
  }

  List<String> values() {
    return values;
  }

  /** The place in {@link #values} of the image at an index. */
  int valueOf(int image) {
    return valueOf[image];
  }

  /** Values that some image has. */
  List<Integer> used() {
    List<Integer> used = new ArrayList<>();
    for (int v = 0; v < values.size(); v++) {
      int value = v;
      if (Arrays.stream(valueOf).anyMatch(of -> of == value)) {
        used.add(v);
      }
    }
    return used;
  }
}
