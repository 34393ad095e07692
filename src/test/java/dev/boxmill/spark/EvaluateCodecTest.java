package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.data.Detection;
import dev.boxmill.data.DetectionTable;
import dev.boxmill.data.ImageDetections;
import dev.boxmill.eval.Curve;
import dev.boxmill.eval.Example;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every codec's rows survive Spark and Parquet. */
class EvaluateCodecTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = LocalSpark.open(2);
  }

  @AfterAll
  static void close() {
    LocalSpark.close(spark);
  }

  private List<Row> throughParquet(StructType schema, List<Row> rows) {
    String path = folder.resolve("rows").toString();
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(path);
    return spark.read().parquet(path).collectAsList();
  }

  @Test
  void imageDetections() {
    List<ImageDetections> images =
        List.of(
            new ImageDetections(
                "/a/ü.jpg",
                640,
                480,
                List.of(
                    new Detection(-1, "", 1e-300, -0.5, Math.PI, 0, Double.MIN_VALUE),
                    new Detection(7, "cat", 0.25, 1, 2, 3, 4)),
                null),
            new ImageDetections("b", 0, 0, List.of(), "not a picture"));
    List<Row> rows =
        throughParquet(
            ImageDetectionsCodec.schema(),
            images.stream().map(ImageDetectionsCodec::encode).toList());
    assertEquals(images, rows.stream().map(ImageDetectionsCodec::decode).toList());
    assertEquals(
        "path string, width int, height int, detections"
            + " array<struct<category_id:int,label:string,score:double,x:double,y:double,w:double,"
            + "h:double>>, error string",
        String.join(
            ", ",
            List.of(ImageDetectionsCodec.schema().fields()).stream()
                .map(f -> f.name() + " " + f.dataType().catalogString())
                .toList()));
  }

  @Test
  void curves() {
    Curve curve =
        new Curve(
            -1, "mean", 0.5, List.of(new Curve.Point(0, 1, -1), new Curve.Point(1, 0.25, 0.125)));
    List<Row> rows = throughParquet(CurveCodec.schema(), CurveCodec.encode(curve));
    assertEquals(curve, CurveCodec.decode(rows));
  }

  @Test
  void examples() {
    Example example =
        new Example(
            1L << 40,
            "a.jpg",
            3,
            4,
            List.of(new Example.TruthMark(1, "cat", 1, 2, 3, 4, true, false)),
            List.of(new Example.DetectionMark(2, "dog", 0.5, 5, 6, 7, 8, true)));
    List<Row> rows = throughParquet(ExampleCodec.schema(), List.of(ExampleCodec.encode(example)));
    assertEquals(example, ExampleCodec.decode(rows.get(0)));
  }

  @Test
  void detectionBlocks() {
    DetectionTable.Builder builder = new DetectionTable.Builder();
    builder.add(1L << 50, 4, 1, 2, 3, 4.5, 0.5, 7);
    builder.add(-2, -9, 0, 0, 0, 0, 1e-9, 1L << 41);
    builder.add(3, 4, 5, 6, 7, 8, 0.25, 9);
    List<Row> rows =
        throughParquet(DetectionBlockCodec.schema(), DetectionBlockCodec.encode(builder.build()));
    assertEquals(List.of(-9, 4), rows.stream().map(row -> row.getInt(0)).toList());
    DetectionTable first = DetectionBlockCodec.decode(rows.get(1));
    assertEquals(2, first.size());
    assertEquals(1L << 50, first.imageId(0));
    assertEquals(4, first.categoryId(0));
    assertEquals(4.5, first.boxes()[3], 0, "copied");
    assertEquals(8, first.boxes()[7], 0, "copied");
    assertEquals(0.25, first.score(1), 0, "copied");
    assertEquals(1L << 41, DetectionBlockCodec.decode(rows.get(0)).rank(0));
    assertTrue(DetectionBlockCodec.isUnreadable(DetectionBlockCodec.unreadable()));
  }

  @Test
  void evaluatedParts() {
    EvaluatedPart part =
        new EvaluatedPart(
            new byte[] {1, -2}, new byte[0], 5, 6, List.of(7L, 8L), 9, List.of(), true);
    EvaluatedPart back =
        EvaluatedPartCodec.decode(
            throughParquet(EvaluatedPartCodec.schema(), List.of(EvaluatedPartCodec.encode(part)))
                .get(0));
    assertArrayEquals(part.closed(), back.closed());
    assertArrayEquals(part.imageErrors(), back.imageErrors());
    assertEquals(
        List.of(5L, 6L, 9L),
        List.of(back.detections(), back.unknownImageRows(), back.unknownClassRows()));
    assertEquals(part.unknownImages(), back.unknownImages());
    assertEquals(part.unknownClasses(), back.unknownClasses());
    assertTrue(back.unreadable());
  }

  @Test
  void pathChecks() {
    PathCheck check = new PathCheck(List.of(3, 1), 2, 4, List.of("b", "a"), List.of("c"));
    Row row =
        throughParquet(PathCheck.Codec.schema(), List.of(PathCheck.Codec.encode(check))).get(0);
    assertEquals(check, PathCheck.Codec.decode(row));
  }
}
