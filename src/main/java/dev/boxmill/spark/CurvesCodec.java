package dev.boxmill.spark;

import dev.boxmill.eval.Metric.CurvePoint;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of precision-recall curves (docs/formats/evaluate-parquet.md). */
public final class CurvesCodec {
  private CurvesCodec() {}

  public static StructType schema() {
    return new StructType()
        .add("category_id", DataTypes.IntegerType, false)
        .add("name", DataTypes.StringType, false)
        .add("iou", DataTypes.DoubleType, false)
        .add("recall", DataTypes.DoubleType, false)
        .add("precision", DataTypes.DoubleType, false)
        .add("score", DataTypes.DoubleType, false);
  }

  public static Row encode(CurvePoint p) {
    return RowFactory.create(
        p.categoryId(), p.name(), p.iou(), p.recall(), p.precision(), p.score());
  }

  public static CurvePoint decode(Row row) {
    return new CurvePoint(
        row.<Integer>getAs("category_id"),
        row.getAs("name"),
        row.<Double>getAs("iou"),
        row.<Double>getAs("recall"),
        row.<Double>getAs("precision"),
        row.<Double>getAs("score"));
  }
}
