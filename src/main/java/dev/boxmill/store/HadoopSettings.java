package dev.boxmill.store;

import org.apache.hadoop.conf.Configuration;

/** File systems as spark-submit configured them, for jobs that may end without a Spark session. */
public final class HadoopSettings {
  private static final String PREFIX = "spark.hadoop.";

  private HadoopSettings() {}

  /** {@return Hadoop's own files, then every {@code spark.hadoop.*} of the submitted settings} */
  public static Configuration load() {
    Configuration configuration = new Configuration();
    for (String key : System.getProperties().stringPropertyNames()) {
      if (key.startsWith(PREFIX)) {
        configuration.set(key.substring(PREFIX.length()), System.getProperty(key));
      }
    }
    return configuration;
  }
}
