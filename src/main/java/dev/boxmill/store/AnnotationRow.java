package dev.boxmill.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * One row of annotations in Parquet, filled anew for every row: Parquet pushes its values in, and
 * an object costs no Java objects but its outlines. Numbers may be of any type.
 */
final class AnnotationRow extends RowParts.Fields {
  /** Of an object, in the order of {@link #numbers}. */
  private static final List<String> NUMBERS = List.of("x", "y", "w", "h", "area");

  /** In the order of {@link dev.boxmill.data.Flag}. */
  private static final List<String> FLAGS =
      List.of(
          "crowd",
          "ignore",
          "difficult",
          "truncated",
          "occluded",
          "group_of",
          "depiction",
          "inside");

  private static final List<String> LABELS =
      List.of("present_category_ids", "absent_category_ids", "incomplete_category_ids");

  static final int VALUES = NUMBERS.size();

  private final Map<Integer, String> labels = new HashMap<>();

  String path;
  Long imageId;
  long width;
  long height;
  final int[][] known = new int[3][];

  /** Objects of the row; the arrays below hold at least as many. */
  int size;

  long[] ids = new long[64];
  boolean[] identified = new boolean[64];

  /** Beyond an int when missing. */
  long[] categories = new long[64];

  /** NaN when missing. */
  double[] numbers = new double[VALUES * 64];

  byte[] flags = new byte[64];
  Mask[] masks = new Mask[64];
  double[][][] polygons = new double[64][][];
  double[][] keypoints = new double[64][];

  /** Elements of the list that are null. */
  int nulls;

  private boolean element;
  private String label;
  private int[] whole = new int[16];
  private int wholes;
  private double[] run = new double[64];
  private int runs;
  private final List<double[]> rings = new ArrayList<>();

  /** A mask as it is written. */
  static final class Mask {
    long height;
    long width;
    String counts = "";
  }

  AnnotationRow(MessageType schema) {
    converters = converters(schema, this::column);
  }

  /** The first name that rows gave a class, by id; later ones do not replace it. */
  Map<Integer, String> labels() {
    return labels;
  }

  @Override
  public void start() {
    path = null;
    imageId = null;
    width = 0;
    height = 0;
    size = 0;
    nulls = 0;
    Arrays.fill(known, null);
  }

  private Converter column(Type type) {
    String name = type.getName();
    return switch (name) {
      case "image_id" -> RowParts.wholes(v -> imageId = v);
      case "path" -> RowParts.text(text -> path = text);
      case "width" -> RowParts.wholes(v -> width = v);
      case "height" -> RowParts.wholes(v -> height = v);
      case "annotations" -> objects(AnnotationSchema.element(type).asGroupType());
      default -> ids(LABELS.indexOf(name));
    };
  }

  private Converter ids(int kind) {
    Converter each =
        RowParts.wholes(
            v -> {
              if (wholes == whole.length) {
                whole = Arrays.copyOf(whole, 2 * wholes);
              }
              whole[wholes++] = (int) v;
            });
    return RowParts.list(each, () -> wholes = 0, () -> known[kind] = Arrays.copyOf(whole, wholes));
  }

  private Converter objects(GroupType type) {
    RowParts.Fields object =
        new RowParts.Fields() {
          @Override
          public void start() {
            begin();
          }

          @Override
          public void end() {
            if (label != null) {
              labels.putIfAbsent((int) categories[size], label);
            }
            size++;
          }
        };
    object.converters = RowParts.Fields.converters(type, this::field);
    RowParts.Fields middle =
        new RowParts.Fields() {
          @Override
          public void start() {
            element = false;
          }

          @Override
          public void end() {
            nulls += element ? 0 : 1;
          }
        };
    middle.converters = new Converter[] {object};
    RowParts.Fields list = new RowParts.Fields();
    list.converters = new Converter[] {middle};
    return list;
  }

  private void begin() {
    element = true;
    label = null;
    if (size == ids.length) {
      int capacity = 2 * size;
      ids = Arrays.copyOf(ids, capacity);
      identified = Arrays.copyOf(identified, capacity);
      categories = Arrays.copyOf(categories, capacity);
      numbers = Arrays.copyOf(numbers, VALUES * capacity);
      flags = Arrays.copyOf(flags, capacity);
      masks = Arrays.copyOf(masks, capacity);
      polygons = Arrays.copyOf(polygons, capacity);
      keypoints = Arrays.copyOf(keypoints, capacity);
    }
    identified[size] = false;
    categories[size] = Long.MAX_VALUE;
    Arrays.fill(numbers, VALUES * size, VALUES * (size + 1), Double.NaN);
    flags[size] = 0;
    masks[size] = null;
    polygons[size] = null;
    keypoints[size] = null;
  }

  private Converter field(Type type) {
    String name = type.getName();
    int number = NUMBERS.indexOf(name);
    if (number >= 0) {
      return RowParts.numbers(v -> numbers[VALUES * size + number] = v);
    }
    int flag = FLAGS.indexOf(name);
    if (flag >= 0) {
      return RowParts.flag(set -> flags[size] |= (byte) (set ? 1 << flag : 0));
    }
    return switch (name) {
      case "id" ->
          RowParts.wholes(
              v -> {
                ids[size] = v;
                identified[size] = true;
              });
      case "category_id" -> RowParts.wholes(v -> categories[size] = v);
      case "label" -> RowParts.text(text -> label = text);
      case "mask" -> mask(type.asGroupType());
      case "polygons" -> polygons();
      default -> RowParts.list(run(), () -> runs = 0, () -> keypoints[size] = taken());
    };
  }

  private Converter mask(GroupType type) {
    RowParts.Fields mask =
        new RowParts.Fields() {
          @Override
          public void start() {
            masks[size] = new Mask();
          }
        };
    mask.converters =
        RowParts.Fields.converters(
            type,
            part ->
                switch (part.getName()) {
                  case "height" -> RowParts.wholes(v -> masks[size].height = v);
                  case "width" -> RowParts.wholes(v -> masks[size].width = v);
                  default -> RowParts.text(text -> masks[size].counts = text);
                });
    return mask;
  }

  private Converter run() {
    return RowParts.numbers(
        v -> {
          if (runs == run.length) {
            run = Arrays.copyOf(run, 2 * runs);
          }
          run[runs++] = v;
        });
  }

  private double[] taken() {
    return Arrays.copyOf(run, runs);
  }

  private Converter polygons() {
    Converter ring = RowParts.list(run(), () -> runs = 0, () -> rings.add(taken()));
    return RowParts.list(ring, rings::clear, () -> polygons[size] = rings.toArray(new double[0][]));
  }
}
