package dev.boxmill.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** {@link EvaluatedPart} as rows. */
final class EvaluatedPartCodec {
  private static final StructType SCHEMA =
      new StructType()
          .add("closed", DataTypes.BinaryType, false)
          .add("image_errors", DataTypes.BinaryType, false)
          .add("detections", DataTypes.LongType, false)
          .add("unknown_image_rows", DataTypes.LongType, false)
          .add("unknown_images", DataTypes.createArrayType(DataTypes.LongType, false), false)
          .add("unknown_class_rows", DataTypes.LongType, false)
          .add("unknown_classes", DataTypes.createArrayType(DataTypes.LongType, false), false)
          .add("unreadable", DataTypes.BooleanType, false);

  private EvaluatedPartCodec() {}

  static StructType schema() {
    return SCHEMA;
  }

  static Row encode(EvaluatedPart part) {
    return RowFactory.create(
        part.closed(),
        part.imageErrors(),
        part.detections(),
        part.unknownImageRows(),
        CollectionConverters.asScala(part.unknownImages()).toSeq(),
        part.unknownClassRows(),
        CollectionConverters.asScala(part.unknownClasses()).toSeq(),
        part.unreadable());
  }

  static EvaluatedPart decode(Row row) {
    return new EvaluatedPart(
        row.getAs(0),
        row.getAs(1),
        row.getLong(2),
        row.getLong(3),
        row.getList(4),
        row.getLong(5),
        row.getList(6),
        row.getBoolean(7));
  }
}
