package dev.boxmill.store;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Takes the columns of a row, or of a structure in it, one after the other. */
public final class RowWriter {
  private final RecordConsumer to;
  private final GroupType schema;
  private int column;

  RowWriter(RecordConsumer to, GroupType schema) {
    this.to = to;
    this.schema = schema;
  }

  private void field(Runnable value) {
    String name = schema.getFieldName(column);
    to.startField(name, column);
    value.run();
    to.endField(name, column++);
  }

  /**
   * {@return this, after an int32}
   *
   * @param value of the next column
   */
  public RowWriter add(int value) {
    field(() -> to.addInteger(value));
    return this;
  }

  /**
   * {@return this, after an int64}
   *
   * @param value of the next column
   */
  public RowWriter add(long value) {
    field(() -> to.addLong(value));
    return this;
  }

  /**
   * {@return this, after a double}
   *
   * @param value of the next column
   */
  public RowWriter add(double value) {
    field(() -> to.addDouble(value));
    return this;
  }

  RowWriter addFloat(float value) {
    field(() -> to.addFloat(value));
    return this;
  }

  /**
   * {@return this, after a boolean}
   *
   * @param value of the next column
   */
  public RowWriter add(boolean value) {
    field(() -> to.addBoolean(value));
    return this;
  }

  /**
   * {@return this, after a string}
   *
   * @param value null leaves the column out: it has to be optional
   */
  public RowWriter add(String value) {
    if (value == null) {
      column++;
    } else {
      field(() -> to.addBinary(Binary.fromString(value)));
    }
    return this;
  }

  /** Null leaves the column out: it has to be optional. */
  RowWriter addOptional(Double value) {
    if (value == null) {
      column++;
    } else {
      field(() -> to.addDouble(value));
    }
    return this;
  }

  /**
   * {@return this, after a list of structures, in Parquet's three levels: name.list.element}
   *
   * @param <T> what a structure is made of
   * @param values may be empty, not null
   * @param encode gives a structure's columns in the schema's order
   */
  public <T> RowWriter add(List<T> values, BiConsumer<T, RowWriter> encode) {
    GroupType element = element(schema.getType(column));
    field(() -> list(values.size(), i -> structure(values.get(i), element, encode)));
    return this;
  }

  /** A structure; null leaves the column out: it has to be optional. */
  <T> RowWriter addOne(T value, BiConsumer<T, RowWriter> encode) {
    if (value == null) {
      column++;
    } else {
      GroupType type = schema.getType(column).asGroupType();
      field(() -> structure(value, type, encode));
    }
    return this;
  }

  /** A list of whole numbers; null leaves the column out: it has to be optional. */
  RowWriter addList(int... values) {
    if (values == null) {
      column++;
    } else {
      field(() -> list(values.length, i -> to.addInteger(values[i])));
    }
    return this;
  }

  /** A list of numbers; null leaves the column out: it has to be optional. */
  RowWriter addList(double... values) {
    if (values == null) {
      column++;
    } else {
      field(() -> list(values.length, i -> to.addDouble(values[i])));
    }
    return this;
  }

  /** A list of lists of numbers; null leaves the column out: it has to be optional. */
  RowWriter addLists(double[]... values) {
    if (values == null) {
      column++;
    } else {
      field(
          () -> list(values.length, i -> list(values[i].length, j -> to.addDouble(values[i][j]))));
    }
    return this;
  }

  private static GroupType element(Type list) {
    return list.asGroupType().getType(0).asGroupType().getType(0).asGroupType();
  }

  private <T> void structure(T value, GroupType type, BiConsumer<T, RowWriter> encode) {
    to.startGroup();
    encode.accept(value, new RowWriter(to, type));
    to.endGroup();
  }

  private void list(int size, IntConsumer element) {
    to.startGroup();
    if (size > 0) {
      to.startField("list", 0);
      for (int i = 0; i < size; i++) {
        to.startGroup();
        to.startField("element", 0);
        element.accept(i);
        to.endField("element", 0);
        to.endGroup();
      }
      to.endField("list", 0);
    }
    to.endGroup();
  }
}
