package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.cluster.AnchorKMeans;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Centre;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.cluster.KMeansOptions;
import dev.boxmill.cluster.SizeHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SizeHistogramsTest {
  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark =
        SparkSession.builder().master("local[2]").config("spark.ui.enabled", false).getOrCreate();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  @ParameterizedTest
  @EnumSource(Centre.class)
  void anchorsAreTheSameBitsWhateverThePartitions(Centre centre) {
    List<Row> rows = rows();
    SizeHistogram whole = new SizeHistogram();
    rows.forEach(row -> whole.add(row.getDouble(0), row.getDouble(1)));
    KMeansOptions options = new KMeansOptions(6, centre, 7, 3, 300);
    Clustering expected = AnchorKMeans.fit(whole.result(), options);
    Dataset<Row> boxes = dataset(rows);
    for (int partitions : new int[] {1, 2, 3, 17}) {
      SizeHistogram counted = SizeHistograms.of(boxes.repartition(partitions));
      BoxSizes sizes = counted.result();
      assertEquals(whole.result().distinct(), sizes.distinct());
      assertEquals(whole.leftOut(), counted.leftOut());
      assertEquals(expected, AnchorKMeans.fit(sizes, options));
      assertEquals(expected, AnchorRestarts.fit(spark, sizes, options));
    }
  }

  @Test
  void nullSidesAreBoxesOfNoSize() {
    Dataset<Row> boxes =
        dataset(
            List.of(
                RowFactory.create(1.0, 2.0),
                RowFactory.create(null, 2.0),
                RowFactory.create(1.0, null)));
    SizeHistogram counted = SizeHistograms.of(boxes);
    assertEquals(1, counted.result().boxes());
    assertEquals(2, counted.leftOut());
  }

  @Test
  void noRowsAreNoBoxes() {
    assertEquals(0, SizeHistograms.of(dataset(List.of())).result().boxes());
  }

  private static Dataset<Row> dataset(List<Row> rows) {
    return spark.createDataFrame(rows, StructType.fromDDL("w double, h double"));
  }

  private static List<Row> rows() {
    Random random = new Random(2);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double scale = 40 * Math.exp(random.nextGaussian());
      double w = Math.rint(scale * 4) / 4;
      rows.add(RowFactory.create(w, scale * (0.5 + random.nextDouble())));
    }
    rows.add(RowFactory.create(0.0, 5.0));
    return rows;
  }
}
