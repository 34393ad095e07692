package dev.boxmill.spark;

import dev.boxmill.eval.Example;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** {@link Example} as rows: the schema of evaluate's examples. */
public final class ExampleCodec {
  private static final StructType TRUTH =
      box(new StructType()
              .add("category_id", DataTypes.IntegerType, false)
              .add("label", DataTypes.StringType, false))
          .add("crowd", DataTypes.BooleanType, false)
          .add("matched", DataTypes.BooleanType, false);

  private static final StructType DETECTION =
      box(new StructType()
              .add("category_id", DataTypes.IntegerType, false)
              .add("label", DataTypes.StringType, false)
              .add("score", DataTypes.DoubleType, false))
          .add("matched", DataTypes.BooleanType, false);

  private static final StructType SCHEMA =
      new StructType()
          .add("image_id", DataTypes.LongType, false)
          .add("path", DataTypes.StringType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("ground_truths", DataTypes.createArrayType(TRUTH, false), false)
          .add("detections", DataTypes.createArrayType(DETECTION, false), false);

  private ExampleCodec() {}

  private static StructType box(StructType before) {
    return before
        .add("x", DataTypes.DoubleType, false)
        .add("y", DataTypes.DoubleType, false)
        .add("w", DataTypes.DoubleType, false)
        .add("h", DataTypes.DoubleType, false);
  }

  public static StructType schema() {
    return SCHEMA;
  }

  public static Row encode(Example example) {
    List<Row> truths = new ArrayList<>();
    for (Example.TruthMark t : example.groundTruths()) {
      truths.add(
          RowFactory.create(
              t.categoryId(), t.label(), t.x(), t.y(), t.w(), t.h(), t.crowd(), t.matched()));
    }
    List<Row> detections = new ArrayList<>();
    for (Example.DetectionMark d : example.detections()) {
      detections.add(
          RowFactory.create(
              d.categoryId(), d.label(), d.score(), d.x(), d.y(), d.w(), d.h(), d.matched()));
    }
    return RowFactory.create(
        example.imageId(),
        example.path(),
        example.width(),
        example.height(),
        CollectionConverters.asScala(truths).toSeq(),
        CollectionConverters.asScala(detections).toSeq());
  }

  public static Example decode(Row row) {
    List<Row> truths = row.getList(4);
    List<Row> detections = row.getList(5);
    return new Example(
        row.getLong(0),
        row.getString(1),
        row.getInt(2),
        row.getInt(3),
        truths.stream().map(ExampleCodec::truth).toList(),
        detections.stream().map(ExampleCodec::detection).toList());
  }

  private static Example.TruthMark truth(Row t) {
    return new Example.TruthMark(
        t.getInt(0),
        t.getString(1),
        t.getDouble(2),
        t.getDouble(3),
        t.getDouble(4),
        t.getDouble(5),
        t.getBoolean(6),
        t.getBoolean(7));
  }

  private static Example.DetectionMark detection(Row d) {
    return new Example.DetectionMark(
        d.getInt(0),
        d.getString(1),
        d.getDouble(2),
        d.getDouble(3),
        d.getDouble(4),
        d.getDouble(5),
        d.getDouble(6),
        d.getBoolean(7));
  }
}
