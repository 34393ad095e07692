package dev.boxmill.store;

import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.Rle;
import dev.boxmill.error.UserException;
import dev.boxmill.geometry.Masks;
import dev.boxmill.geometry.RleString;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * One row of detect's output, filled anew for every row: Parquet pushes its values in, and no
 * objects are made for a detection.
 */
final class DetectRow extends GroupConverter {
  private static final int VALUES = 5;

  private final String onlyModel;
  private final Converter[] fields;
  private String path;
  private String error;
  private int height;
  private int width;
  private int size;
  private String model;
  private String[] masks = new String[128];
  private boolean masked;
  private Consumer<String> models = name -> {};
  private int[] categories = new int[128];
  private double[] values = new double[VALUES * 128];

  /**
   * @param schema the columns that are read; an unknown one is an error of the caller's
   * @param onlyModel whose detections count; null for all
   */
  DetectRow(MessageType schema, String onlyModel) {
    this.onlyModel = onlyModel;
    fields = new Converter[schema.getFieldCount()];
    for (int i = 0; i < fields.length; i++) {
      Type field = schema.getType(i);
      fields[i] =
          switch (field.getName()) {
            case "path" -> RowParts.text(text -> path = text);
            case "error" -> RowParts.text(text -> error = text);
            case "height" -> RowParts.wholes(value -> height = (int) value);
            case "width" -> RowParts.wholes(value -> width = (int) value);
            default -> new Elements(field.asGroupType());
          };
    }
  }

  String path() {
    return path;
  }

  /** Why the image could not be processed, or null. */
  String error() {
    return error;
  }

  /** Adds the row's detections; a detection's rank is its place in the list, from the given one. */
  void addTo(DetectionTable.Builder table, long imageId, long firstRank) {
    for (int i = 0; i < size; i++) {
      int v = VALUES * i;
      table.add(
          imageId,
          categories[i],
          values[v],
          values[v + 1],
          values[v + 2],
          values[v + 3],
          values[v + 4],
          firstRank + i);
      if (masked) {
        Rle mask = mask(i);
        table.mask(mask);
        // Sizes of objects go by masks where masks are measured, as the usual tools have it.
        table.area(Masks.area(mask));
      }
    }
  }

  private Rle mask(int i) {
    if (masks[i] == null) {
      throw new UserException(
          "--detections: a detection of " + path + " has no mask; run detect with --masks");
    }
    return Masks.of(height, width, RleString.decode(masks[i]));
  }

  /** Hands the model of each detection to come to a taker; null where it names none. */
  void tellModels(Consumer<String> to) {
    models = to;
  }

  @Override
  public Converter getConverter(int field) {
    return fields[field];
  }

  @Override
  public void start() {
    path = "";
    error = null;
    size = 0;
  }

  @Override
  public void end() {}

  /** detections.list.element: the outer two levels only pass on. */
  private static final class Passing extends GroupConverter {
    private final Converter inner;

    Passing(Converter inner) {
      this.inner = inner;
    }

    @Override
    public Converter getConverter(int field) {
      return inner;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private final class Elements extends GroupConverter {
    private final Converter list;

    Elements(GroupType detections) {
      GroupType element = detections.getType(0).asGroupType().getType(0).asGroupType();
      list = new Passing(new Element(element));
    }

    @Override
    public Converter getConverter(int field) {
      return list;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private final class Element extends GroupConverter {
    private final Converter[] columns;

    Element(GroupType element) {
      columns = new Converter[element.getFieldCount()];
      for (int i = 0; i < columns.length; i++) {
        String name = element.getType(i).getName();
        columns[i] =
            switch (name) {
              case "model" -> RowParts.text(text -> model = text);
              case "mask" -> RowParts.text(text -> masks[size] = text);
              default -> new Value(DetectRows.VALUES.indexOf(name));
            };
        masked |= name.equals("mask");
      }
    }

    @Override
    public Converter getConverter(int field) {
      return columns[field];
    }

    @Override
    public void start() {
      if (size == categories.length) {
        categories = Arrays.copyOf(categories, 2 * size);
        values = Arrays.copyOf(values, VALUES * 2 * size);
        masks = Arrays.copyOf(masks, 2 * size);
      }
      model = null;
      masks[size] = null;
    }

    @Override
    public void end() {
      models.accept(model);
      if (onlyModel == null || onlyModel.equals(model)) {
        size++;
      }
    }
  }

  private final class Value extends PrimitiveConverter {
    private final int at;

    Value(int at) {
      this.at = at;
    }

    @Override
    public void addInt(int value) {
      categories[size] = value;
    }

    @Override
    public void addDouble(double value) {
      values[VALUES * size + at] = value;
    }
  }
}
