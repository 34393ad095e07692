package dev.boxmill.spark;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.data.SweptBox;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** {@link ImageDetections} as rows: the schema of detect's Parquet output. */
public final class ImageDetectionsCodec {
  private static final StructType DETECTION =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("label", DataTypes.StringType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y", DataTypes.DoubleType, false)
          .add("w", DataTypes.DoubleType, false)
          .add("h", DataTypes.DoubleType, false)
          .add("query", DataTypes.IntegerType, true)
          .add("model", DataTypes.StringType, true)
          .add("mask", DataTypes.StringType, true);

  private static final StructType SWEPT =
      new StructType()
          .add("category_id", DataTypes.IntegerType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y", DataTypes.DoubleType, false)
          .add("w", DataTypes.DoubleType, false)
          .add("h", DataTypes.DoubleType, false)
          .add("settings", DataTypes.LongType, false);

  private static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("width", DataTypes.IntegerType, false)
          .add("height", DataTypes.IntegerType, false)
          .add("detections", DataTypes.createArrayType(DETECTION, false), false)
          .add("error", DataTypes.StringType, true)
          .add("nms_sweep", DataTypes.createArrayType(SWEPT, false), true);

  private ImageDetectionsCodec() {}

  static StructType schema() {
    return SCHEMA;
  }

  static Row encode(ImageDetections image) {
    List<Row> rows = new ArrayList<>(image.detections().size());
    for (Detection d : image.detections()) {
      rows.add(
          RowFactory.create(
              d.categoryId(),
              d.label(),
              d.score(),
              d.x(),
              d.y(),
              d.w(),
              d.h(),
              d.query() == Detection.NO_QUERY ? null : (Integer) d.query(),
              d.model(),
              d.mask()));
    }
    return RowFactory.create(
        image.path(),
        image.width(),
        image.height(),
        CollectionConverters.asScala(rows).toSeq(),
        image.error(),
        image.swept() == null ? null : swept(image.swept()));
  }

  private static Seq<Row> swept(List<SweptBox> boxes) {
    return CollectionConverters.asScala(
            boxes.stream()
                .map(
                    b ->
                        RowFactory.create(
                            b.categoryId(), b.score(), b.x(), b.y(), b.w(), b.h(), b.settings()))
                .toList())
        .toSeq();
  }

  /**
   * {@return an image's detections, without what a sweep keeps}
   *
   * @param row of detect's Parquet; its first five columns are read by their places
   */
  public static ImageDetections decode(Row row) {
    List<Row> rows = row.getList(3);
    List<Detection> detections = new ArrayList<>(rows.size());
    for (Row d : rows) {
      detections.add(
          new Detection(
              d.getInt(0),
              d.getString(1),
              d.getDouble(2),
              d.getDouble(3),
              d.getDouble(4),
              d.getDouble(5),
              d.getDouble(6),
              d.isNullAt(7) ? Detection.NO_QUERY : d.getInt(7),
              d.getString(8),
              d.getString(9)));
    }
    return new ImageDetections(
        row.getString(0), row.getInt(1), row.getInt(2), detections, row.getString(4));
  }
}
