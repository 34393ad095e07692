package dev.boxmill.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** File systems as spark-submit configured them, for jobs that may end without a Spark session. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /** Hadoop's own files, then every {@code spark.hadoop.*} of the submitted settings. */
  public static Configuration load() {
    Configuration configuration = new Configuration();
    for (Tuple2<String, String> entry : new SparkConf().getAllWithPrefix(PREFIX)) {
      configuration.set(entry._1(), entry._2());
    }
    return configuration;
  }
}
