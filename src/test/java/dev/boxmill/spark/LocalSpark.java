package dev.boxmill.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.SparkSession;

/** A small Spark session inside the test's own JVM. */
public final class LocalSpark {
  private LocalSpark() {}

  public static SparkSession open(int cores) {
    return SparkSession.builder()
        .master("local[" + cores + "]")
        .appName("test")
        .config("spark.ui.enabled", false)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  public static void close(SparkSession spark) {
    try {
      spark.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
