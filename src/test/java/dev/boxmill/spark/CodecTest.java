package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.data.Detection;
import dev.boxmill.data.ImageDetections;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records through Parquet and back. */
final class CodecTest {
  @Test
  void recordsSurviveParquet(@TempDir Path folder) throws Exception {
    ImageDetections good =
        new ImageDetections(
            "/data/a b/\u00e9.jpg",
            640,
            480,
            List.of(
                new Detection(7, "<b>", .1 + .2, -0.0, 1e-9, 3, 4),
                new Detection(7, "<b>", .1, 0, 0, 3, 4, 0, "rtdetr", "0P2")),
            null);
    ImageDetections bad = new ImageDetections("/data/x.jpg", 0, 0, List.of(), "empty: no bytes");
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      String images = folder.resolve("images").toString();
      spark
          .createDataFrame(
              List.of(ImageDetectionsCodec.encode(good), ImageDetectionsCodec.encode(bad)),
              ImageDetectionsCodec.schema())
          .coalesce(1)
          .write()
          .parquet(images);
      List<Row> rows = spark.read().parquet(images).sort("path").collectAsList();
      assertEquals(good, ImageDetectionsCodec.decode(rows.get(0)));
      assertEquals(bad, ImageDetectionsCodec.decode(rows.get(1)));
    }
  }

  @Test
  void progressLines() {
    assertEquals("0 of 10 images, 0.0 images/s, 0 errors", Progress.line(0, 0, 10, 0, 1));
    assertEquals(
        "5,000 of 20,000 images, 50.0 images/s, 5 min 0 s left, 3 errors",
        Progress.line(0, 5000, 20_000, 3, 100));
    // What an earlier run did says nothing of this one's speed: 2,000 in 100 s, 5,000 to come.
    assertEquals(
        "15,000 of 20,000 images, 20.0 images/s, 4 min 10 s left, 0 errors",
        Progress.line(13_000, 2000, 20_000, 0, 100));
  }
}
