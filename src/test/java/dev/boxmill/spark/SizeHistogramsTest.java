package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.boxmill.cluster.AnchorKMeans;
import dev.boxmill.cluster.BoxSizes;
import dev.boxmill.cluster.Centre;
import dev.boxmill.cluster.Clustering;
import dev.boxmill.cluster.KMeansOptions;
import dev.boxmill.cluster.SizeHistogram;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
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
    List<double[]> rows = rows();
    SizeHistogram whole = counted(rows.iterator());
    KMeansOptions options = new KMeansOptions(6, centre, 7, 3, 300);
    Clustering expected = AnchorKMeans.fit(whole.result(), options);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    for (int partitions : new int[] {1, 2, 3, 17}) {
      JavaRDD<byte[]> parts =
          context
              .parallelize(rows, partitions)
              .mapPartitions(part -> List.of(SizeHistograms.bytes(counted(part))).iterator());
      SizeHistogram counted = SizeHistograms.merged(parts, SizeHistogram.EXACT);
      BoxSizes sizes = counted.result();
      assertEquals(whole.result().distinct(), sizes.distinct());
      assertEquals(whole.leftOut(), counted.leftOut());
      assertEquals(expected, AnchorKMeans.fit(sizes, options));
      assertEquals(expected, AnchorRestarts.fit(spark, sizes, options));
    }
  }

  @Test
  void noPartsAreNoBoxes() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<byte[]> none = context.emptyRDD();
    assertEquals(0, SizeHistograms.merged(none, SizeHistogram.EXACT).result().boxes());
  }

  private static SizeHistogram counted(Iterator<double[]> rows) {
    SizeHistogram histogram = new SizeHistogram();
    rows.forEachRemaining(row -> histogram.add(row[0], row[1]));
    return histogram;
  }

  private static List<double[]> rows() {
    Random random = new Random(2);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double scale = 40 * Math.exp(random.nextGaussian());
      double w = Math.rint(scale * 4) / 4;
      rows.add(new double[] {w, scale * (0.5 + random.nextDouble())});
    }
    rows.add(new double[] {0.0, 5.0});
    return rows;
  }
}
