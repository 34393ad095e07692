package dev.boxmill.store;

import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One column of numbers of any type, value by value; null is NaN. */
final class BoxColumn {
  private final ColumnReader values;
  private final PrimitiveTypeName type;
  private final int present;

  BoxColumn(ColumnReader values) {
    this.values = values;
    type = values.getDescriptor().getPrimitiveType().getPrimitiveTypeName();
    present = values.getDescriptor().getMaxDefinitionLevel();
  }

  double next() {
    double value = Double.NaN;
    if (values.getCurrentDefinitionLevel() == present) {
      value =
          switch (type) {
            case FLOAT -> values.getFloat();
            case DOUBLE -> values.getDouble();
            case INT32 -> values.getInteger();
            default -> values.getLong();
          };
    }
    values.consume();
    return value;
  }
}
