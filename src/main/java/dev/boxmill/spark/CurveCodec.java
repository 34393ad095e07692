package dev.boxmill.spark;

import dev.boxmill.eval.Curve;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** {@link Curve} as rows, one a recall level: the schema of evaluate's curves. */
public final class CurveCodec {
  private static final StructType SCHEMA =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("name", DataTypes.StringType, false)
          .add("iou", DataTypes.DoubleType, false)
          .add("recall", DataTypes.DoubleType, false)
          .add("precision", DataTypes.DoubleType, false)
          .add("score", DataTypes.DoubleType, false);

  private CurveCodec() {}

  public static StructType schema() {
    return SCHEMA;
  }

  public static List<Row> encode(Curve curve) {
    List<Row> rows = new ArrayList<>(curve.points().size());
    for (Curve.Point p : curve.points()) {
      rows.add(
          RowFactory.create(
              curve.categoryId(), curve.name(), curve.iou(), p.recall(), p.precision(), p.score()));
    }
    return rows;
  }

  /** The curve whose rows these are, ascending by recall. */
  public static Curve decode(List<Row> rows) {
    Row first = rows.get(0);
    List<Curve.Point> points =
        rows.stream()
            .map(row -> new Curve.Point(row.getDouble(3), row.getDouble(4), row.getDouble(5)))
            .toList();
    return new Curve(first.getInt(0), first.getString(1), first.getDouble(2), points);
  }
}
