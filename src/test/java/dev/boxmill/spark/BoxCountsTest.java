package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.BoxWeight;
import dev.boxmill.cluster.InputSize;
import dev.boxmill.cluster.SizeHistogram;
import dev.boxmill.error.UserException;
import dev.boxmill.store.BoxFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoxCountsTest {
  private static final int LIMIT = 1_500;
  private static final Configuration HADOOP = new Configuration();
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

  /** Written by Spark in so many files: the same sizes, units and grid, also beyond the limit. */
  @ParameterizedTest
  @EnumSource(BoxWeight.class)
  void countsAreTheSameHoweverTheFilesAreSplit(BoxWeight weight) throws IOException {
    for (int limit : new int[] {LIMIT, SizeHistogram.EXACT}) {
      BoxCounts counts =
          new BoxCounts(
              Optional.of(new InputSize(416, 416, InputSize.Fit.LETTERBOX)), weight, limit);
      BoxSizes whole = counted(counts, 1);
      assertEquals(limit == LIMIT, whole.error() > 0);
      for (int files : new int[] {2, 7}) {
        BoxSizes split = counted(counts, files);
        assertEquals(whole.distinct(), split.distinct());
        assertEquals(whole.error(), split.error());
        for (int i = 0; i < whole.distinct(); i++) {
          assertEquals(whole.w(i), split.w(i));
          assertEquals(whole.h(i), split.h(i));
          assertEquals(whole.count(i), split.count(i));
        }
      }
    }
  }

  private BoxSizes counted(BoxCounts counts, int files) throws IOException {
    String name = folder.resolve(counts.weight() + "-" + counts.limit() + "-" + files).toString();
    StructType schema =
        StructType.fromDDL(
            "width float, height double, image_width int, image_height long, weight float,"
                + " category_id int");
    spark.createDataFrame(rows(), schema).repartition(files).write().parquet(name);
    assertTrue(BoxFiles.isAt(name, HADOOP));
    BoxFiles boxes = BoxFiles.open("--annotations", name, counts.extras(), HADOOP);
    SizeHistogram histogram = counts.count(spark, boxes);
    assertEquals(2, histogram.leftOut());
    assertEquals(5_000, histogram.boxes());
    return histogram.result();
  }

  private static List<Row> rows() {
    Random random = new Random(2);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      float w = (float) (40 * Math.exp(random.nextGaussian()));
      rows.add(
          RowFactory.create(
              w, w * (0.5 + random.nextDouble()), 640, 480L, 1 + random.nextFloat(), i % 7));
    }
    rows.add(RowFactory.create(null, 5.0, 640, 480L, 1f, 1));
    rows.add(RowFactory.create(5f, 0.0, 640, 480L, 1f, 1));
    return rows;
  }

  /** 32 x 24 in an image of 64 x 48, stretched to 128 x 192: twice as wide, four times as high. */
  @Test
  void scalesToTheInput() throws IOException {
    String name = folder.resolve("one").toString();
    StructType schema =
        StructType.fromDDL("height int, width int, image_height int, image_width int");
    spark.createDataFrame(List.of(RowFactory.create(24, 32, 48, 64)), schema).write().parquet(name);
    InputSize input = new InputSize(128, 192, InputSize.Fit.STRETCH);
    BoxCounts counts = new BoxCounts(Optional.of(input), BoxWeight.NONE, LIMIT);
    BoxSizes sizes =
        counts.count(spark, BoxFiles.open("-", name, counts.extras(), HADOOP)).result();
    assertEquals(64, sizes.w(0));
    assertEquals(96, sizes.h(0));
    BoxCounts weighted = new BoxCounts(Optional.empty(), BoxWeight.COLUMN, LIMIT);
    UserException refused =
        assertThrows(
            UserException.class, () -> BoxFiles.open("-", name, weighted.extras(), HADOOP));
    assertTrue(refused.getMessage().contains("column 'weight' is missing"), refused.getMessage());
  }
}
