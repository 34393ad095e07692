package dev.boxmill.spark;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of the detect job's Parquet output (docs/formats/detections-parquet.md). */
public final class ImageDetectionsCodec {
  private static final StructType DETECTION =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("label", DataTypes.StringType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y", DataTypes.DoubleType, false)
          .add("w", DataTypes.DoubleType, false)
          .add("h", DataTypes.DoubleType, false);

  private ImageDetectionsCodec() {}

  public static StructType schema() {
    return new StructType()
        .add("path", DataTypes.StringType, false)
        .add("width", DataTypes.IntegerType, false)
        .add("height", DataTypes.IntegerType, false)
        .add("detections", DataTypes.createArrayType(DETECTION, false), false)
        .add("error", DataTypes.StringType, true);
  }

  public static Row encode(ImageDetections image) {
    Row[] detections = new Row[image.detections().size()];
    for (int i = 0; i < detections.length; i++) {
      Detection d = image.detections().get(i);
      detections[i] =
          RowFactory.create(d.categoryId(), d.label(), d.score(), d.x(), d.y(), d.w(), d.h());
    }
    return RowFactory.create(
        image.path(), image.width(), image.height(), detections, image.error());
  }

  /** Reads a row by column name, so that files with more columns can be read too. */
  public static ImageDetections decode(Row row) {
    List<Row> rows = row.getList(row.fieldIndex("detections"));
    List<Detection> detections = new ArrayList<>(rows.size());
    for (Row d : rows) {
      detections.add(
          new Detection(
              d.<Integer>getAs("category_id"),
              d.getAs("label"),
              d.<Double>getAs("score"),
              d.<Double>getAs("x"),
              d.<Double>getAs("y"),
              d.<Double>getAs("w"),
              d.<Double>getAs("h")));
    }
    return new ImageDetections(
        row.getAs("path"),
        row.<Integer>getAs("width"),
        row.<Integer>getAs("height"),
        detections,
        row.getAs("error"));
  }
}
