package dev.boxmill.store;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;

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

  public RowWriter add(int value) {
    field(() -> to.addInteger(value));
    return this;
  }

  public RowWriter add(long value) {
    field(() -> to.addLong(value));
    return this;
  }

  public RowWriter add(double value) {
    field(() -> to.addDouble(value));
    return this;
  }

  public RowWriter add(boolean value) {
    field(() -> to.addBoolean(value));
    return this;
  }

  /** Null leaves the column out: it has to be optional. */
  public RowWriter add(String value) {
    if (value == null) {
      column++;
    } else {
      field(() -> to.addBinary(Binary.fromString(value)));
    }
    return this;
  }

  /** Null leaves the column out: it has to be optional. */
  public RowWriter addOptional(Double value) {
    if (value == null) {
      column++;
    } else {
      field(() -> to.addDouble(value));
    }
    return this;
  }

  /** A list of structures, in Parquet's three levels: name.list.element. */
  public <T> RowWriter add(List<T> values, BiConsumer<T, RowWriter> encode) {
    GroupType middle = schema.getType(column).asGroupType().getType(0).asGroupType();
    GroupType element = middle.getType(0).asGroupType();
    field(
        () -> {
          to.startGroup();
          if (!values.isEmpty()) {
            to.startField(middle.getName(), 0);
            for (T value : values) {
              to.startGroup();
              to.startField(element.getName(), 0);
              to.startGroup();
              encode.accept(value, new RowWriter(to, element));
              to.endGroup();
              to.endField(element.getName(), 0);
              to.endGroup();
            }
            to.endField(middle.getName(), 0);
          }
          to.endGroup();
        });
    return this;
  }
}
