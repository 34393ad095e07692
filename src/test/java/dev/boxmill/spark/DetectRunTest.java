package dev.boxmill.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.codahale.metrics.Gauge;
import dev.boxmill.geometry.NmsSettings;
import dev.boxmill.head.Descriptor;
import dev.boxmill.inference.Combination;
import dev.boxmill.inference.DeviceChoice;
import dev.boxmill.input.ImageListing;
import dev.boxmill.store.ResumableFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

final class DetectRunTest {
  @TempDir Path folder;

  @Test
  void aRunSaysWhatItDidAndWhereItsTimeWent() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 1; i <= 5; i++) {
      String name = String.format("%06d.jpg", i);
      Files.copy(Path.of("models/data/val", name), photos.resolve(name));
    }
    Files.writeString(photos.resolve("bad.jpg"), "hello");
    SparkSession spark = LocalSpark.open(2);
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      String out = folder.resolve("out").toString();
      DetectRun.Summary summary;
      try (ResumableFolder written = ResumableFolder.open(out, Map.of(), false, hadoop)) {
        summary =
            DetectRun.run(
                spark,
                settings(2),
                DetectImages.plain(ImageListing.list(List.of(photos.toString()), null, hadoop)),
                written,
                2);
        assertEquals(3, written.waves().size());
        written.commit();
      }
      assertEquals(6, summary.images());
      assertEquals(Map.of("not-an-image", 1L), summary.reasons());
      assertEquals(
          List.of("fetch", "decode", "preprocess", "forward", "head", "write"),
          List.copyOf(summary.shares().keySet()));
      summary.shares().forEach((stage, part) -> assertTrue(part >= 0 && part <= 1, stage));
      assertTrue(summary.shares().get("forward") > 0);
      // Rounded to thousandths.
      assertEquals(
          1, summary.shares().values().stream().mapToDouble(Double::doubleValue).sum(), 0.004);
      assertEquals(6L, gauge("boxmill_images"));
      assertEquals(1L, gauge("boxmill_errors_not_an_image"));
    } finally {
      LocalSpark.close(spark);
    }
  }

  @Test
  void aRunThatIsToFindItsBatchSizeKeepsThatOfItsFormerWaves() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 1; i <= 7; i++) {
      String name = String.format("%06d.jpg", i);
      Files.copy(Path.of("models/data/val", name), photos.resolve(name));
    }
    SparkSession spark = LocalSpark.open(1);
    try {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      DetectImages images =
          DetectImages.plain(ImageListing.list(List.of(photos.toString()), null, hadoop));
      String out = folder.resolve("out").toString();
      try (ResumableFolder written = ResumableFolder.open(out, Map.of(), false, hadoop)) {
        // As a run leaves it that found 3, which a search by doubling never does.
        written.commitWave(new Wave(0, 3, 0, Map.of(), 0, 1, List.of(), Map.of(), 3).json());
        DetectRun.Summary summary =
            DetectRun.run(spark, settings(DetectRun.AUTO), images, written, 3);
        assertEquals(3, summary.batchSize());
        assertEquals(List.of(3, 6, 7), Wave.parse(written.waves()).stream().map(Wave::to).toList());
      }
      String anew = folder.resolve("anew").toString();
      try (ResumableFolder written = ResumableFolder.open(anew, Map.of(), false, hadoop)) {
        int found = DetectRun.run(spark, settings(DetectRun.AUTO), images, written, 0).batchSize();
        assertTrue(List.of(1, 2, 4, 8, 16, 32, 64).contains(found), "found " + found);
        assertEquals(found, Wave.parse(written.waves()).get(0).batchSize());
      }
    } finally {
      LocalSpark.close(spark);
    }
  }

  private static DetectRun.Settings settings(int batchSize) {
    Path model = Path.of("models/models/yolov8.pt").toAbsolutePath();
    DetectModel detector =
        new DetectModel(
            model.toString(),
            "yolov8",
            Descriptor.load(Path.of("models/models/yolov8.json")),
            NmsSettings.hard(0.6));
    return new DetectRun.Settings(
        List.of(detector), Combination.NONE, DeviceChoice.CPU, batchSize, 0.3, 100, null, false);
  }

  private static Object gauge(String name) {
    for (Source source :
        CollectionConverters.asJava(
            SparkEnv.get().metricsSystem().getSourcesByName("AccumulatorSource"))) {
      Gauge<?> gauge = source.metricRegistry().getGauges().get(name);
      if (gauge != null) {
        return gauge.getValue();
      }
    }
    return "none";
  }
}
