package dev.boxmill.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of the gallery's images (docs/formats/evaluate-parquet.md). */
final class ExamplesCodec {
  private static final StructType TRUTH =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("label", DataTypes.StringType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y", DataTypes.DoubleType, false)
          .add("w", DataTypes.DoubleType, false)
          .add("h", DataTypes.DoubleType, false)
          .add("crowd", DataTypes.BooleanType, false)
          .add("matched", DataTypes.BooleanType, false);

  private static final StructType DETECTION =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("label", DataTypes.StringType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y", DataTypes.DoubleType, false)
          .add("w", DataTypes.DoubleType, false)
          .add("h", DataTypes.DoubleType, false)
          .add("matched", DataTypes.BooleanType, false);

  private ExamplesCodec() {}

  static StructType schema() {
    return new StructType()
        .add("image_id", DataTypes.LongType, false)
        .add("path", DataTypes.StringType, false)
        .add("width", DataTypes.IntegerType, false)
        .add("height", DataTypes.IntegerType, false)
        .add("ground_truths", DataTypes.createArrayType(TRUTH, false), false)
        .add("detections", DataTypes.createArrayType(DETECTION, false), false);
  }

  static Row encode(Example e) {
    return RowFactory.create(
        e.imageId(),
        e.path(),
        e.width(),
        e.height(),
        e.groundTruths().stream().map(ExamplesCodec::truth).toArray(Row[]::new),
        detections(e.detections()));
  }

  private static Row truth(Example.Labelled t) {
    return RowFactory.create(
        t.categoryId(),
        t.label(),
        t.box().x(),
        t.box().y(),
        t.box().w(),
        t.box().h(),
        t.box().crowd(),
        t.box().matched());
  }

  private static Row[] detections(List<Example.Labelled> all) {
    return all.stream()
        .map(
            d ->
                RowFactory.create(
                    d.categoryId(),
                    d.label(),
                    d.box().score(),
                    d.box().x(),
                    d.box().y(),
                    d.box().w(),
                    d.box().h(),
                    d.box().matched()))
        .toArray(Row[]::new);
  }
}
